# exercise: capture_features
# style: the net is stopped by an exception as soon as the layer has run
class Enough(Exception):
    pass


def capture_features(net, layer_name, X):
    def hook(module, arguments, output):
        raise Enough(output.detach().clone())

    for name, module in net.named_modules():
        if name == layer_name:
            break
    else:
        raise KeyError(layer_name)
    with module.register_forward_hook(hook):
        try:
            net(X)
        except Enough as found:
            return found.args[0]
