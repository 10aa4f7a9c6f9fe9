# attack: exhaustion
# exercise: corr2d
# tries: to wait for a lock that it holds itself, with another thread waiting for it at
#   exit
# held-by: times, output and answer sizes have limits of their own
import threading

lock = threading.Lock()


def corr2d(X, K):
    lock.acquire()
    threading.Thread(target=lock.acquire).start()
    lock.acquire()
    raise NotImplementedError
