# exercise: MyLinear
# mistake: a function, not a class
# loses: contract.can_be_called
# blocks: shape.any_sizes, shape.leading_dimensions, value.relu_of_affine_map, gradient.reaches_weight_and_bias, naming.weight_and_bias, init.standard_normal, device.stays_on_the_device
import torch


def MyLinear(X, weight, bias):
    return torch.relu(X @ weight + bias)
