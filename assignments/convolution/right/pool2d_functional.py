# exercise: pool2d
# style: the library's pooling, chosen from a dict
import torch.nn.functional as F

POOLS = {"max": F.max_pool2d, "avg": F.avg_pool2d}


def pool2d(X, pool_size, mode="max"):
    try:
        pool = POOLS[mode]
    except KeyError as error:
        raise ValueError(f"no such mode: {mode}") from error
    return pool(X[None, None], tuple(pool_size), stride=1)[0, 0]
