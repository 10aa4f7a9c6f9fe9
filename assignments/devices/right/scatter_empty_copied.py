# exercise: scatter
# style: copy_ into new tensors on the devices, recorded by autograd
def scatter(X, devices):
    pieces = []
    for piece, device in zip(X.chunk(len(devices)), devices):
        there = piece.new_empty(piece.shape, device=device)
        pieces.append(there.copy_(piece))
    return pieces
