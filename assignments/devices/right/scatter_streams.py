# exercise: scatter
# style: a stream for each device, without blocking
import torch


def scatter(X, devices):
    moved = []
    for piece, device in zip(torch.chunk(X, len(devices)), devices, strict=False):
        if device.type != "cuda":
            moved.append(piece.to(device))
            continue
        stream = torch.cuda.Stream(device)
        with torch.cuda.stream(stream):
            moved.append(piece.to(device, non_blocking=True))
        torch.cuda.current_stream(device).wait_stream(stream)
    return moved
