# exercise: comp_conv2d
# style: None and 0 as indices
def comp_conv2d(conv2d, X):
    return conv2d(X[None, None])[0, 0]
