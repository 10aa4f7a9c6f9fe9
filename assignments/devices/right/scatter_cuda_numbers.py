# exercise: scatter
# style: cuda() with a number, narrow for the pieces
def scatter(X, devices):
    sizes = [len(chunk) for chunk in X.chunk(len(devices))]
    pieces, start = [], 0
    for device, size in zip(devices, sizes):
        piece = X.narrow(0, start, size)
        pieces.append(piece.cpu() if device.type == "cpu" else piece.cuda(device.index))
        start += size
    return pieces
