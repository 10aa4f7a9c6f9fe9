# exercise: add_on
# style: a stream of its own, for which the current one waits
import torch


def add_on(X, Y, device):
    if device.type != "cuda":
        return X.to(device) + Y.to(device)
    stream = torch.cuda.Stream(device)
    with torch.cuda.stream(stream):
        Z = X.to(device) + Y.to(device)
    torch.cuda.current_stream(device).wait_stream(stream)
    Z.record_stream(torch.cuda.current_stream(device))
    return Z
