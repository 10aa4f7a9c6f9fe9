# exercise: scatter
# mistake: returns pairs of a device and a piece
# loses: contract.returns_a_list_of_tensors
# blocks: device.each_on_its_device, shape.as_torch_chunk, value.rows_in_order, gradient.reaches_the_input
def scatter(X, devices):
    pieces = X.chunk(len(devices))
    return [(device, piece.to(device)) for device, piece in zip(devices, pieces)]
