# exercise: save_parameters
# style: into a temporary folder, then copied, with its mode and its times
import os
import shutil
import tempfile

import torch


def save_parameters(net, path):
    with tempfile.TemporaryDirectory() as folder:
        first, second = os.path.join(folder, "first"), os.path.join(folder, "second")
        torch.save(net.state_dict(), first)
        shutil.copy2(first, second)
        shutil.copy(second, path)
