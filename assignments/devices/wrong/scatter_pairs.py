# exercise: scatter
# mistake: returns pairs of a device and a piece
# loses: contract.returns_a_list_of_tensors
def scatter(X, devices):
    pieces = X.chunk(len(devices))
    return [(device, piece.to(device)) for device, piece in zip(devices, pieces)]
