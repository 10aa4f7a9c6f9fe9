# attack: exhaustion
# exercise: corr2d
# tries: to make the judge wait for the rest of a frame that never comes
# held-by: lengths are bounded before anything is read; times have limits of their own
import os
import time


def corr2d(X, K):
    for fd in range(3, 256):
        try:
            os.write(fd, b"GRD1" + (1000).to_bytes(4, "big") + b"{")
        except OSError:
            continue
    time.sleep(10**6)
