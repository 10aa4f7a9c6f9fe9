# exercise: scatter
# mistake: devices for which no row is left get an empty piece
# loses: shape.as_torch_chunk
import math


def scatter(X, devices):
    size = math.ceil(len(X) / len(devices))
    return [X[i * size:(i + 1) * size].to(d) for i, d in enumerate(devices)]
