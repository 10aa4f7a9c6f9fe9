# attack: exhaustion
# exercise: corr2d
# tries: to drown the interpreter in signals, from a timer of a microsecond
# held-by: times, output and answer sizes have limits of their own
import signal
import time


def corr2d(X, K):
    try:
        signal.signal(signal.SIGALRM, lambda *_: None)
    except ValueError:
        pass
    signal.setitimer(signal.ITIMER_REAL, 1e-6, 1e-6)
    while True:
        time.sleep(1)
