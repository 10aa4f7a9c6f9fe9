# attack: forging
# exercise: corr2d
# tries: compile a library convolution to TorchScript, which calls no Python
# held-by: rule checks watch what runs, however it was come by; a thread is told of
# rightly: contract shape value gradient dtype device purity
import torch

SOURCE = """
def run(X, K):
    return torch.conv2d(X.unsqueeze(0).unsqueeze(0), K.unsqueeze(0).unsqueeze(0))[0, 0]
"""
run = torch.jit.CompilationUnit(SOURCE).run


def corr2d(X, K):
    return run(X, K)
