# exercise: scatter
# mistake: rows are sorted on the way
# loses: value.rows_in_order
import torch


def scatter(X, devices):
    X = torch.sort(X, dim=0).values
    return [piece.to(d) for piece, d in zip(X.chunk(len(devices)), devices)]
