# exercise: forward_on
# mistake: prints the result instead of returning it
# loses: contract.returns_a_tensor
def forward_on(net, X, device):
    net = net.to(device)
    print(net(X.to(device)).detach().cpu())
