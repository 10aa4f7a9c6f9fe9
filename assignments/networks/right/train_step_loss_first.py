# exercise: train_step
# style: gradients are cleared first, item() at the end
def train_step(net, X, y, loss_fn, optimizer):
    net.train()
    optimizer.zero_grad()
    output = net(X)
    loss = loss_fn(output, y)
    loss.backward()
    optimizer.step()
    return loss.item()
