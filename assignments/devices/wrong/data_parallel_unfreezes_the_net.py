# exercise: data_parallel
# mistake: every parameter requires gradients afterwards
# loses: purity.net_as_before
import torch
from torch.func import functional_call
def data_parallel(net, X, devices):
    net.requires_grad_(True)
    st = dict(net.named_parameters()) | dict(net.named_buffers())
    outs = [functional_call(net, {k: v.to(d) for k, v in st.items()}, (x.to(d),)) for x, d in zip(X.chunk(len(devices)), devices)]
    return torch.cat([o.to(devices[0]) for o in outs])
