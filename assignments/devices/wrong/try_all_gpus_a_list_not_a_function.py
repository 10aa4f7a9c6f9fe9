# exercise: try_all_gpus
# mistake: a list made while the file is read, not a function
# loses: contract.returns_a_list
import torch

try_all_gpus = [
    torch.device(f"cuda:{i}") for i in range(torch.cuda.device_count())
] or [torch.device("cpu")]
