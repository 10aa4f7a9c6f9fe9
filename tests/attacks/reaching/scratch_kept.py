# attack: reaching
# exercise: CenteredLayer
# tries: leave notes in the scratch, home and temporary folders for the next child, and look for those of an earlier one
# held-by: the scratch folder is emptied after each child
import os
import tempfile

from torch import nn


folders = {os.environ.get("HOME", "."), tempfile.gettempdir()}
names = (".attack-note", "attack-deep/" * 3 + "note", "attack-note\n\udc80")
paths = [os.path.join(folder, name) for folder in folders for name in names]
for path in paths:
    if os.path.lexists(path):
        print("REACHED an earlier child's", path.encode("utf-8", "replace"))
for path in paths:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write("for the next one")
        if "attack-deep" in path:  # never a folder that others use
            os.chmod(os.path.dirname(path), 0)
    except OSError as error:
        print(error.strerror)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
