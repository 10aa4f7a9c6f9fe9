# exercise: data_parallel
# mistake: one device computes everything
# loses: device.each_device_takes_a_share
def data_parallel(net, X, devices):
    return net(X.to(devices[0]))
