# exercise: data_parallel
# style: outputs written into a result on devices[0]
from torch.func import functional_call


def data_parallel(net, X, devices):
    size = -(-len(X) // len(devices))
    result = None
    for start, device in zip(range(0, len(X), size), devices):
        tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
        moved = {name: tensor.to(device) for name, tensor in tensors.items()}
        piece = X[start:start + size].to(device)
        Y = functional_call(net, moved, piece)
        if result is None:
            result = Y.new_zeros(len(X), *Y.shape[1:], device=devices[0])
        result[start:start + size] = Y.to(devices[0])
    return result
