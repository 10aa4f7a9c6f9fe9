# attack: exhaustion
# exercise: try_all_gpus
# tries: to use no processor time, and so to stay below every limit on it
# held-by: times, output and answer sizes have limits of their own
import time


def try_all_gpus():
    time.sleep(10**6)
    raise NotImplementedError
