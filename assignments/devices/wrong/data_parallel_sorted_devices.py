# exercise: data_parallel
# mistake: the first rows go to the GPU with the lowest number, not to devices[0]
# loses: device.each_device_takes_a_share
import torch
from torch.func import functional_call
def data_parallel(net, X, devices):
    st = dict(net.named_parameters()) | dict(net.named_buffers())
    ds = sorted(devices, key=str)
    outs = [functional_call(net, {k: v.to(d) for k, v in st.items()}, (p.to(d),)) for p, d in zip(X.chunk(len(ds)), ds)]
    return torch.cat([o.to(devices[0]) for o in outs])
