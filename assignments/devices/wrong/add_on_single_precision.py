# exercise: add_on
# mistake: added in float32, whatever the dtype, and cast back
# loses: dtype.computes_in_its_dtype
def add_on(X, Y, device):
    return (X.to(device).float() + Y.to(device).float()).to(X.dtype)
