# attack: exhaustion
# exercise: corr2d
# tries: to start two hundred threads, half of them busy, that outlive the check
# held-by: task-limit, rlimits (threads)
# namespaces: task-limit bounds what runs in the pid namespace
import threading
import time


def spin():
    while True:
        pass


def corr2d(X, K):
    try:
        for index in range(200):
            work = spin if index % 2 else lambda: time.sleep(3600)
            threading.Thread(target=work, daemon=False).start()
    except RuntimeError:
        pass
    raise NotImplementedError
