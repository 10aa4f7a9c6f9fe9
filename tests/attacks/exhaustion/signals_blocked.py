# attack: exhaustion
# exercise: corr2d
# tries: to outlive the grader's signals by blocking them, in a thread of its own as
#   well
# held-by: the nursery, which kills what does not answer
# namespaces: the pid namespace ends with what is left in it
import signal
import threading
import time

signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())


def corr2d(X, K):
    threading.Thread(target=time.sleep, args=(10**6,)).start()
    signal.sigwait({signal.SIGUSR2})
    raise NotImplementedError
