# exercise: train_step
# style: a helper class as a context, net.forward, zero_grad twice
import contextlib


@contextlib.contextmanager
def training(net):
    mode = net.training
    net.train()
    try:
        yield net
    finally:
        net.train(mode)


def train_step(net, X, y, loss_fn, optimizer):
    with training(net):
        optimizer.zero_grad(set_to_none=True)
        prediction = net.forward(X)
        loss = loss_fn(prediction, y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return loss.cpu().detach().double().item()
