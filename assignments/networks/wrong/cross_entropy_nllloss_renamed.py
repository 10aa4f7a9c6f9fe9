# exercise: cross_entropy
# mistake: NLLLoss under another name
# loses: rule.no_library_loss
from torch.nn import NLLLoss as Picker, LogSoftmax


def cross_entropy(scores, labels):
    return Picker()(LogSoftmax(dim=1)(scores), labels)
