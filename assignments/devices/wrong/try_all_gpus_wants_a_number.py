# exercise: try_all_gpus
# mistake: demands the number of GPUs
# loses: contract.returns_a_list
import torch


def try_all_gpus(n):
    return [torch.device(f"cuda:{i}") for i in range(n)] or [torch.device("cpu")]
