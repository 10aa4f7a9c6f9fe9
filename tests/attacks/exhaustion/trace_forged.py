# attack: exhaustion
# exercise: corr2d
# tries: to slow the reading of its last words down, by a thousand headings of stack
#   traces
# held-by: times, output and answer sizes have limits of their own
import os


def corr2d(X, K):
    line = '  File "corr2d.py", line ' + "9" * 4000 + " in f\n"
    os.write(2, b"Stack\nThread \nFatal Python error: \n" * 50_000)
    os.write(2, ("Stack\n" + line * 100).encode())
    os.abort()
