# attack: forging
# exercise: corr2d
# tries: stop the profiler, read the mark among its events, and write it into a profile of one's own
# held-by: switches of the profiler are torch's alone
# rightly: contract shape value gradient dtype device
import torch
from torch import autograd
from torch._C._autograd import _disable_profiler_legacy as off, _enable_profiler_legacy as on
from torch._C._profiler import _ExperimentalConfig
C = autograd.ProfilerConfig(autograd.ProfilerState.CPU, False, False, False, False, False, _ExperimentalConfig())
def corr2d(X, K):
    try:
        names = [e.name() for t in off() for e in t]
    except RuntimeError:
        names = None
    Y = torch.conv2d(X[None, None], K[None, None])[0, 0]
    if names is not None:
        on(C)
        for n in names:
            if n.startswith("watched"):
                with autograd.profiler.record_function(n):
                    pass
    return Y
