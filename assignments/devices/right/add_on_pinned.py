# exercise: add_on
# style: pinned memory and non_blocking, only for what lies elsewhere
def bring(T, device):
    if T.device == device:
        return T
    if T.device.type == "cpu":
        return T.detach().pin_memory().to(device, non_blocking=True)
    return T.to(device)


def add_on(X, Y, device):
    return bring(X, device) + bring(Y, device)
