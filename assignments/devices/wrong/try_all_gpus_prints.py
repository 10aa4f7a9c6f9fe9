# exercise: try_all_gpus
# mistake: prints the list instead of returning it
# loses: contract.returns_a_list
import torch


def try_all_gpus():
    gpus = [torch.device(f"cuda:{i}") for i in range(torch.cuda.device_count())]
    print(gpus or [torch.device("cpu")])
