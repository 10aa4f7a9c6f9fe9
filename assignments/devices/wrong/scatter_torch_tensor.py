# exercise: scatter
# mistake: torch.tensor(...) copies each piece out of the graph
# loses: gradient.reaches_the_input
import torch


def scatter(X, devices):
    pieces = X.chunk(len(devices))
    return [torch.tensor(p.tolist(), dtype=X.dtype, device=d) for p, d in zip(pieces, devices)]
