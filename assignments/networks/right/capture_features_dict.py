# exercise: capture_features
# style: a hook that writes into a dict, as in the tutorial
import torch


def capture_features(net, layer_name, X):
    activation = {}

    def get_activation(name):
        def hook(model, input, output):
            activation[name] = output.detach().clone()

        return hook

    modules = dict(net.named_modules())
    if layer_name not in modules:
        raise KeyError(layer_name)
    handle = modules[layer_name].register_forward_hook(get_activation(layer_name))
    try:
        with torch.no_grad():
            net(X)
    finally:
        handle.remove()
    return activation[layer_name]
