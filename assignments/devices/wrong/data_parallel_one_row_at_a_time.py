# exercise: data_parallel
# mistake: the rows are dealt out in turn, and gathered in order
# loses: device.each_device_takes_a_share
import itertools
import torch
from torch.func import functional_call
def data_parallel(net, X, devices):
    st = dict(net.named_parameters()) | dict(net.named_buffers())
    outs = [functional_call(net, {k: v.to(d) for k, v in st.items()}, (x.to(d)[None],)) for x, d in zip(X, itertools.cycle(devices))]
    return torch.cat([o.to(devices[0]) for o in outs])
