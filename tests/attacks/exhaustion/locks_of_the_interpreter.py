# attack: exhaustion
# exercise: corr2d
# tries: to keep the interpreter's own lock for ever, so that no thread of the grader's
#   runs in the child
# held-by: the nursery, which kills what does not answer
import sys
import threading

sys.setswitchinterval(10**6)


def hog():
    while True:
        pass


def corr2d(X, K):
    for _ in range(8):
        threading.Thread(target=hog).start()
    raise NotImplementedError
