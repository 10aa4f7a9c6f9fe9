# attack: exhaustion
# exercise: corr2d
# tries: to flood the report with bytes that are no text, and without a newline
# held-by: times, output and answer sizes have limits of their own
import os


def corr2d(X, K):
    block = os.urandom(1 << 16)
    while True:
        os.write(1, block)
        os.write(2, block)
