# exercise: add_on
# mistake: adds before anything is moved, which two devices do not allow
# loses: device.sum_is_on_the_device
def add_on(X, Y, device):
    return (X + Y).to(device)
