# attack: forging
# exercise: corr2d
# tries: run a library convolution in another thread, where no mode watches
# held-by: rules are watched below torch's Python functions, in every thread; what hides is reported
# rightly: contract shape value gradient dtype
import threading

import torch


def corr2d(X, K):
    def run():
        found.append(torch.nn.functional.conv2d(X[None, None], K[None, None])[0, 0])

    found = []
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found[0]
