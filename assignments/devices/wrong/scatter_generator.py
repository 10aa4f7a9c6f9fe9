# exercise: scatter
# mistake: yields the pieces
# loses: contract.returns_a_list_of_tensors
def scatter(X, devices):
    for piece, device in zip(X.chunk(len(devices)), devices):
        yield piece.to(device)
