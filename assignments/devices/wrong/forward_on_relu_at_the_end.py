# exercise: forward_on
# mistake: a ReLU that nobody asked for
# loses: value.output_of_the_net
import torch


def forward_on(net, X, device):
    return torch.relu(net.to(device)(X.to(device))).detach().cpu()
