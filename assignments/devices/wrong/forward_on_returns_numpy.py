# exercise: forward_on
# mistake: returns a numpy array
# loses: contract.returns_a_tensor
# blocks: device.computes_there, device.result_on_the_cpu, value.output_of_the_net, gradient.result_is_detached, mode.keeps_the_mode, purity.input_and_net_as_before
def forward_on(net, X, device):
    return net.to(device)(X.to(device)).detach().cpu().numpy()
