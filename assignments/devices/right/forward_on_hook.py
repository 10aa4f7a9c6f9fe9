# exercise: forward_on
# style: a hook brings the result back, and is removed
def forward_on(net, X, device):
    hook = net.register_forward_hook(lambda _, inputs, output: output.detach().cpu())
    try:
        return net.to(device)(X.to(device))
    finally:
        hook.remove()
