# exercise: scatter
# mistake: the pieces are moved and not returned
# loses: contract.returns_a_list_of_tensors
# blocks: device.each_on_its_device, shape.as_torch_chunk, value.rows_in_order, gradient.reaches_the_input
def scatter(X, devices):
    pieces = []
    for piece, device in zip(X.chunk(len(devices)), devices):
        pieces.append(piece.to(device))
