# exercise: train_step
# style: gradients are cleared after the step, and set to zero; the mode is put back
def train_step(model, inputs, targets, criterion, opt):
    was_training = model.training
    model.train(True)
    loss = criterion(model(inputs), targets)
    loss.backward()
    opt.step()
    opt.zero_grad(set_to_none=False)
    model.train(was_training)
    return float(loss.detach())
