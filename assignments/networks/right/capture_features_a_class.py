# exercise: capture_features
# style: a hook that is an object, the way to the layer name by name
import copy


class Recorder:
    def __init__(self):
        self.outputs = []

    def __call__(self, module, arguments, output):
        self.outputs.append(copy.deepcopy(output.detach()))


def find(net, path):
    first, _, rest = path.partition(".")
    child = net._modules[first]
    if child is None:
        raise KeyError(first)
    return find(child, rest) if rest else child


def capture_features(net, layer_name, X):
    recorder = Recorder()
    layer = find(net, layer_name)
    handle = layer.register_forward_hook(recorder)
    try:
        net.forward(X)
        return recorder.outputs[-1]
    finally:
        handle.remove()
