# attack: forging
# exercise: MLP
# tries: learn the seed of a draw from torch's generator, foretell the next ones and send constants for them
# held-by: inputs are drawn from a fresh seed in every run, and the seeds of checks to come are not in the process
import random
from itertools import pairwise

import torch
from torch import nn

seen, foretold = [], set()


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        seed = torch.initial_seed()
        if seed in foretold and seed not in seen:
            print("REACHED the next draw")
        seen.append(seed)
        steps = {1, *(later - earlier for earlier, later in pairwise(seen))}
        foretold.update(seed + step for step in steps)
        random.seed(seen[0])
        foretold.update(random.getrandbits(63) for _ in range(100))
        torch.manual_seed(seed)
        foretold.update(torch.randint(2**62, (100,)).tolist())
        torch.manual_seed(seed)

    def forward(self, X):
        raise NotImplementedError
