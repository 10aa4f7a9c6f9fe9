# exercise: train_step
# mistake: gradients by hand and plain SGD steps by lr, ignoring the optimizer's rule
# loses: value.parameters_after_the_step
import torch


def train_step(net, X, y, loss_fn, optimizer):
    net.train()
    loss = loss_fn(net(X), y)
    params = list(net.parameters())
    grads = torch.autograd.grad(loss, params)
    with torch.no_grad():
        for p, g in zip(params, grads):
            p.sub_(optimizer.param_groups[0]["lr"] * g)
    return loss.item()
