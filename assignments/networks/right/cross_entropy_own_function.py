# exercise: cross_entropy
# style: an autograd function of its own
import torch


class CE(torch.autograd.Function):
    @staticmethod
    def forward(ctx, scores, labels):
        p = torch.softmax(scores, 1)
        ctx.save_for_backward(p, labels)
        return -torch.log_softmax(scores, 1)[torch.arange(len(labels)), labels].mean()

    @staticmethod
    def backward(ctx, g):
        p, labels = ctx.saved_tensors
        one_hot = torch.zeros_like(p)
        one_hot[torch.arange(len(labels)), labels] = 1
        return g * (p - one_hot) / len(labels), None


def cross_entropy(scores, labels):
    return CE.apply(scores, labels)
