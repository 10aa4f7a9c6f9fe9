# attack: forging
# exercise: corr2d
# tries: overhear the mark of the profile by replacing what records it
# held-by: what is replaced is reported
# rightly: contract shape value gradient dtype device
import torch
from torch import autograd
from torch._C._autograd import _disable_profiler_legacy as off, _enable_profiler_legacy as on
from torch._C._profiler import _ExperimentalConfig
C = autograd.ProfilerConfig(autograd.ProfilerState.CPU, False, False, False, False, False, _ExperimentalConfig())
real = autograd.profiler.record_function
last = []
class fake(real):
    def __init__(self, name, args=None):
        last.append(name); super().__init__(name, args)
autograd.profiler.record_function = fake
def corr2d(X, K):
    try:
        off(); was = True
    except RuntimeError:
        was = False
    Y = torch.conv2d(X[None, None], K[None, None])[0, 0]
    if was:
        on(C)
        with real(last[-1]): pass
    return Y
