# attack: exhaustion
# exercise: corr2d
# tries: to leave the judge without a partner: it closes every descriptor and goes on
# held-by: the nursery, which kills what does not answer
# namespaces: the pid namespace ends with what is left in it
import os
import time


def corr2d(X, K):
    os.closerange(0, 4096)
    time.sleep(10**6)
