# attack: exhaustion
# exercise: corr2d
# tries: to outlive the grader's signals by ignoring every one that can be ignored
# held-by: the nursery, which kills what does not answer
# namespaces: the pid namespace ends with what is left in it
import signal
from contextlib import suppress

for number in signal.valid_signals():
    with suppress(OSError):
        signal.signal(number, signal.SIG_IGN)


def corr2d(X, K):
    while True:
        pass
