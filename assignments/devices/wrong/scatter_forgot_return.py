# exercise: scatter
# mistake: the pieces are moved and not returned
# loses: contract.returns_a_list_of_tensors
def scatter(X, devices):
    pieces = []
    for piece, device in zip(X.chunk(len(devices)), devices):
        pieces.append(piece.to(device))
