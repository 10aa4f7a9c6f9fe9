# exercise: scatter
# mistake: the rows are shuffled
# loses: value.rows_in_order
import torch


def scatter(X, devices):
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(0))
    pieces = X[order].chunk(len(devices))
    return [piece.to(device) for piece, device in zip(pieces, devices)]
