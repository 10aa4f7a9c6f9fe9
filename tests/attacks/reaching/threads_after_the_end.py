# attack: reaching
# exercise: CenteredLayer
# tries: leave threads and timers behind that act after the check is over and the judge has hung up
# held-by: what outlives a check is killed
import os
import signal
import threading
import time

from torch import nn


def later():
    for _ in range(200):
        time.sleep(0.01)
        for path in ("@writable-folder@/attack-late", os.environ["HOME"] + "/attack-late"):
            try:
                open(path, "a").write("still here")
            except OSError:
                pass


for _ in range(8):
    threading.Thread(target=later, daemon=False).start()
signal.signal(signal.SIGALRM, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGUSR1):
    signal.signal(number, signal.SIG_IGN)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
