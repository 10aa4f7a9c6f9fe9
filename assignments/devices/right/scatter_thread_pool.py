# exercise: scatter
# style: a pool of threads, one for each piece
from concurrent.futures import ThreadPoolExecutor

import torch


def scatter(X, devices):
    pieces = torch.chunk(X, len(devices))
    with ThreadPoolExecutor(max_workers=len(pieces)) as pool:
        return list(pool.map(lambda piece, d: piece.to(d), pieces, devices))
