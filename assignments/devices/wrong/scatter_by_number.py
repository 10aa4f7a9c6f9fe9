# exercise: scatter
# mistake: piece i goes to GPU number i, whatever the list says
# loses: device.each_on_its_device
def scatter(X, devices):
    pieces = list(X.chunk(len(devices)))
    if devices[0].type == "cpu":
        return [piece.cpu() for piece in pieces]
    return [piece.to(f"cuda:{i}") for i, piece in enumerate(pieces)]
