# attack: exhaustion
# exercise: corr2d
# tries: to have torch start two hundred threads of its own, out of Python's sight
# held-by: task-limit, rlimits (threads)
# namespaces: task-limit bounds what runs in the pid namespace
import torch


def corr2d(X, K):
    torch.set_num_threads(200)
    try:
        huge = torch.ones(4096, 4096)
        while True:
            huge @ huge
    except RuntimeError:
        raise NotImplementedError from None
