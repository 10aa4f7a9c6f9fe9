# attack: exhaustion
# exercise: corr2d
# tries: to print one line of 200 MB that starts like a stack trace of the grader's own
# held-by: times, output and answer sizes have limits of their own
import sys


def corr2d(X, K):
    sys.stderr.write('Stack (most recent call first):\n  File "' + "x" * (200 << 20))
    sys.stderr.flush()
    raise NotImplementedError
