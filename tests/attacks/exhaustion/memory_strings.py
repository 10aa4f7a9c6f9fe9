# attack: exhaustion
# exercise: try_gpu
# tries: to fill memory by strings that grow and are interned
# held-by: rlimits (memory)
import sys


def try_gpu(i=0):
    text, kept = "x" * 1000, []
    for _ in range(20):
        text = sys.intern(text + text)
        kept.append(text.encode("utf-16").decode("utf-16"))
    raise NotImplementedError(text)
