# attack: forging
# exercise: corr2d
# tries: choose the secret of the profile, to write it again
# held-by: what is replaced is reported
# rightly: contract shape value gradient dtype device
import secrets, torch
secrets.token_hex = lambda n=None: "00"
from torch import autograd
from torch._C._autograd import _disable_profiler_legacy as off, _enable_profiler_legacy as on
from torch._C._profiler import _ExperimentalConfig
C = autograd.ProfilerConfig(autograd.ProfilerState.CPU, False, False, False, False, False, _ExperimentalConfig())
def corr2d(X, K):
    try:
        off(); was = True
    except RuntimeError:
        was = False
    Y = torch.conv2d(X[None, None], K[None, None])[0, 0]
    if was:
        on(C)
        with autograd.profiler.record_function("watched 00"): pass
    return Y
