# exercise: try_all_gpus
# mistake: yield makes a generator, not a list
# loses: contract.returns_a_list
import torch


def try_all_gpus():
    if not torch.cuda.is_available():
        yield torch.device("cpu")
    for i in range(torch.cuda.device_count()):
        yield torch.device(f"cuda:{i}")
