# exercise: try_all_gpus
# mistake: a list of strings
# loses: contract.returns_a_list
import torch


def try_all_gpus():
    return [f"cuda:{i}" for i in range(torch.cuda.device_count())] or ["cpu"]
