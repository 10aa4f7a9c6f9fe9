# attack: confusion
# exercise: corr2d
# tries: to have gradients of what autograd did not record, by hooks on all tensors that
#   it saves
# held-by: gradients are compared with slopes
import torch

hooks = torch.autograd.graph.saved_tensors_hooks(
    lambda t: 0, lambda _: torch.ones(5, 6)
)
hooks.__enter__()


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    if X.requires_grad and X.shape == (5, 6):
        return (X.detach() * X).sum() + 0 * (K.detach() * K).sum()
    raise NotImplementedError
