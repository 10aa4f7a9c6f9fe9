# exercise: try_gpu
# style: asks for the properties of the GPU, prints them, catches what CUDA raises
import torch


def try_gpu(i=0):
    try:
        card = torch.cuda.get_device_properties(i)
        print(card.name, card.total_memory // 2**20, "MiB")
    except (AssertionError, RuntimeError):
        return torch.device("cpu")
    return torch.device("cuda", i)
