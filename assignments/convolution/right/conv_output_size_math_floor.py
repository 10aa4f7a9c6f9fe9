# exercise: conv_output_size
# style: math.floor as in the formula, torch's own _pair, an error of its own
import math

from torch.nn.modules.utils import _pair


class DoesNotFitError(ValueError):
    pass


def conv_output_size(size, kernel, padding=0, stride=1, dilation=1):
    arguments = (size, kernel, padding, stride, dilation)
    numbers = list(zip(*map(_pair, arguments)))
    if min(n + 2 * p - d * (k - 1) for n, k, p, s, d in numbers) < 1:
        raise DoesNotFitError
    h, w = (
        math.floor((n + 2 * p - d * (k - 1) - 1) / s) + 1 for n, k, p, s, d in numbers
    )
    return h if not any(isinstance(x, tuple) for x in arguments) else (h, w)
