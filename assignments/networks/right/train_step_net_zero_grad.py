# exercise: train_step
# style: net.zero_grad, and tolist
def train_step(net, X, y, loss_fn, optimizer):
    y_hat = net.train()(X)
    l = loss_fn(y_hat, y)
    net.zero_grad()
    l.backward()
    optimizer.step()
    net.eval()
    return l.tolist()
