# exercise: scatter
# mistake: returns a dictionary of the pieces by device
# loses: contract.returns_a_list_of_tensors
# blocks: device.each_on_its_device, shape.as_torch_chunk, value.rows_in_order, gradient.reaches_the_input
def scatter(X, devices):
    return dict(zip(devices, [p.to(d) for p, d in zip(X.chunk(len(devices)), devices)]))
