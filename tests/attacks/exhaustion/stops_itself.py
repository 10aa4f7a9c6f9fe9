# attack: exhaustion
# exercise: corr2d
# tries: to be neither running nor ended: it stops itself
# held-by: the nursery, which kills what does not answer
# namespaces: the pid namespace ends with what is left in it
import os
import signal


def corr2d(X, K):
    os.kill(os.getpid(), signal.SIGSTOP)
    raise NotImplementedError
