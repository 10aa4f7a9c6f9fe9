# exercise: scatter
# mistake: takes two devices, one by one
# loses: contract.returns_a_list_of_tensors
# blocks: device.each_on_its_device, shape.as_torch_chunk, value.rows_in_order, gradient.reaches_the_input
def scatter(X, first, second):
    upper, lower = X.chunk(2)
    return [upper.to(first), lower.to(second)]
