# attack: exhaustion
# exercise: corr2d
# tries: to go on when the judge has hung up: at exit, in finalizers, in an audit hook,
#   in threads that are waited for
# held-by: a child ends by os._exit, and is killed where it does not
# namespaces: the pid namespace ends with what is left in it
import atexit
import sys
import threading
import time
import weakref


class Anchor:
    pass


anchor = Anchor()
atexit.register(time.sleep, 10**6)
weakref.finalize(anchor, time.sleep, 10**6)
threading.Thread(target=time.sleep, args=(10**6,), daemon=False).start()
sys.unraisablehook = sys.excepthook = lambda *_: time.sleep(10**6)


def corr2d(X, K):
    raise NotImplementedError
