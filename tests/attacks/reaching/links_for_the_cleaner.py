# attack: reaching
# exercise: CenteredLayer
# tries: leave links in the scratch folder, so that whoever empties it deletes what they lead to
# held-by: the scratch folder is emptied without following links
import os

from torch import nn


os.chdir(os.environ["HOME"])  # the scratch folder, whatever layers there are
target = "@writable-folder@"
try:
    os.symlink(target, "folder")
    os.symlink(target, ".0")
    os.mkdir("inner")
    os.symlink(target, "inner/link")
    os.symlink("inner/link", "chain")
    deep = "d"
    for _ in range(200):
        os.mkdir(deep)
        os.symlink(target, f"{deep}/link")
        deep = os.path.join(deep, "d")
except OSError as error:
    print(error)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
