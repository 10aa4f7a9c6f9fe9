# exercise: try_gpu
# style: a lambda
import torch

try_gpu = lambda i=0: torch.device("cuda", i) if i < torch.cuda.device_count() else torch.device("cpu")
