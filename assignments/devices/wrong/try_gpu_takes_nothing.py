# exercise: try_gpu
# mistake: takes no argument at all
# loses: contract.returns_a_device
import torch


def try_gpu():
    return torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
