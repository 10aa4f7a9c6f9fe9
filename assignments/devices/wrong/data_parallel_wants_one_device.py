# exercise: data_parallel
# mistake: takes one device instead of a list, and two inputs
# loses: contract.returns_a_tensor
# blocks: device.each_device_takes_a_share, device.gathered_on_the_first, shape.any_number_of_rows, value.output_of_the_net, gradient.reaches_the_net_itself, purity.net_as_before
def data_parallel(net, X, y, device):
    net.to(device)
    return net(X.to(device))
