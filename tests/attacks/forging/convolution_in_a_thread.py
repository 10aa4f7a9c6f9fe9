# attack: forging
# exercise: corr2d
# tries: run a library convolution in another thread, where no mode watches
# held-by: rule checks watch what runs, however it was come by; a thread is told of
# rightly: contract shape value gradient dtype device purity
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
