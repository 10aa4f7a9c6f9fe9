# exercise: try_all_gpus
# mistake: a tuple
# loses: contract.returns_a_list
import torch


def try_all_gpus():
    gpus = tuple(torch.device("cuda", i) for i in range(torch.cuda.device_count()))
    return gpus or (torch.device("cpu"),)
