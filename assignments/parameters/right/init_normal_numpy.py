# exercise: init_normal
# style: drawn by numpy, by the name of the class
import numpy as np
import torch


def init_normal(module):
    if module.__class__.__name__ == "Linear":
        drawn = np.random.normal(0.0, 0.01, size=tuple(module.weight.shape))
        module.weight.data[:] = torch.from_numpy(drawn).to(module.weight)
        for name, parameter in module.named_parameters():
            if name == "bias":
                parameter.data *= 0
