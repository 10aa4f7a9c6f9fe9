# exercise: data_parallel
# style: the sizes of tensor_split
import torch
from torch.func import functional_call
def data_parallel(net, X, devices):
    st = dict(net.named_parameters()) | dict(net.named_buffers())
    outs = [functional_call(net, {k: v.to(d) for k, v in st.items()}, (p.to(d),)) for p, d in zip(X.tensor_split(len(devices)), devices) if len(p)]
    return torch.cat([o.to(devices[0]) for o in outs])
