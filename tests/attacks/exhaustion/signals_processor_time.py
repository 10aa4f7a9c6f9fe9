# attack: exhaustion
# exercise: try_gpu
# tries: to go on after the limit on its processor time, by catching the signal and
#   raising the limit
# held-by: times, output and answer sizes have limits of their own; rlimits
import resource
import signal
from contextlib import suppress

signal.signal(signal.SIGXCPU, lambda *_: None)
with suppress(ValueError, OSError):
    resource.setrlimit(resource.RLIMIT_CPU, (-1, -1))


def try_gpu(i=0):
    while True:
        pass
