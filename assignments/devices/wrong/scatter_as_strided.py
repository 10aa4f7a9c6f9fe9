# exercise: scatter
# mistake: cut out of memory as if X were contiguous
# loses: value.any_strides
def scatter(X, devices):
    pieces, start = [], X.storage_offset()
    strides = [1]
    for size in reversed(X.shape[1:]):
        strides.insert(0, strides[0] * size)
    for piece, device in zip(X.chunk(len(devices)), devices):
        pieces.append(X.as_strided(piece.shape, strides, start).to(device))
        start += piece.numel()
    return pieces
