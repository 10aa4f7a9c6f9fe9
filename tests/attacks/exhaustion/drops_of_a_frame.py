# attack: exhaustion
# exercise: corr2d
# tries: to stretch one answer over ever, a byte now and then
# held-by: times, output and answer sizes have limits of their own
import os
import time


def corr2d(X, K):
    while True:
        for fd in range(3, 32):
            try:
                os.write(fd, b"G")
            except OSError:
                continue
        time.sleep(0.05)
