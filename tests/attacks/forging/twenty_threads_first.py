# attack: forging
# exercise: MLP
# tries: have so much told of threads that nothing more is told, and replace torch after that
# held-by: one thread tells as much as twenty
import threading

import torch
from torch import nn


def start():
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()
    threading.Thread(target=len, args=("",)).start()


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        start()
        nn.Module.__call__ = lambda self, X: torch.zeros(X.shape[0], 10)

    def forward(self, X):
        raise NotImplementedError
