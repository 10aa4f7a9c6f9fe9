# exercise: capture_features
# style: get_submodule, whose AttributeError becomes a KeyError; a with statement
from contextlib import contextmanager


@contextmanager
def hooked(layer, hook):
    handle = layer.register_forward_hook(hook)
    try:
        yield
    finally:
        handle.remove()


def capture_features(net, layer_name, X):
    try:
        layer = net.get_submodule(layer_name)
    except AttributeError as error:
        raise KeyError(layer_name) from error
    seen = None

    def keep(_, __, output):
        nonlocal seen
        seen = output.clone().detach()

    with hooked(layer, keep):
        net(X)
    return seen
