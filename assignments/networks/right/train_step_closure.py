# exercise: train_step
# style: the step is given a closure
import torch


def train_step(net, X, y, loss_fn, optimizer):
    def closure():
        optimizer.zero_grad()
        loss = loss_fn(net(X), y)
        loss.backward()
        return loss

    for module in net.modules():
        module.training = True
    with torch.enable_grad():
        return optimizer.step(closure).cpu().item()
