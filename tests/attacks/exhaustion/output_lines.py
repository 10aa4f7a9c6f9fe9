# attack: exhaustion
# exercise: corr2d
# tries: to flood the report with printed lines, on both streams
# held-by: times, output and answer sizes have limits of their own
import sys


def corr2d(X, K):
    while True:
        print("x" * 79)
        print("y" * 79, file=sys.stderr)
