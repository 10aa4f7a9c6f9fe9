# exercise: load_tensors
# style: torch.save into an open file
from pathlib import Path

import torch


def save_tensors(obj, path):
    with Path(path).open("wb") as file:
        torch.save(obj, file)


def load_tensors(path):
    with open(path, "rb") as file:
        return torch.load(file)
