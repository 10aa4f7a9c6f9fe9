class MyLinear(nn.Module:
    pass
