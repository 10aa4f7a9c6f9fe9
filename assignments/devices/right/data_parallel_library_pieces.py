# exercise: data_parallel
# style: torch.nn.parallel, step by step
from torch.nn.parallel import gather, parallel_apply, replicate, scatter


def data_parallel(net, X, devices):
    if devices[0].type == "cpu":
        return net(X)
    pieces = scatter((X,), devices)
    replicas = replicate(net, devices[:len(pieces)])
    outputs = parallel_apply(replicas, pieces)
    return gather(outputs, devices[0])
