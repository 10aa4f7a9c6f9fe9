# attack: reaching
# exercise: CenteredLayer
# tries: change a file and a folder that everybody may write
# held-by: Landlock: reads only libraries of the system and of Python, writes only the scratch folder
import os
import shutil

from torch import nn


def reach(what, function, *args):
    """Do what nobody here may do."""
    try:
        result = function(*args)
    except BaseException as error:
        print(what, type(error).__name__, str(error)[:80])
    else:
        print("REACHED", what, repr(result)[:100])
        return result


file, folder = "@writable-file@", "@writable-folder@"
reach("append", lambda: open(file, "a").write("x"))
reach("overwrite", lambda: open(file, "w").write("x"))
reach("truncate", os.truncate, file, 0)
reach("create", lambda: open(f"{folder}/attack-file", "x"))
reach("folder", os.mkdir, f"{folder}/attack-folder")
reach("link", os.symlink, "nowhere", f"{folder}/attack-link")
reach("hard link", os.link, file, f"{folder}/attack-hard")
reach("rename", os.rename, file, f"{folder}/attack-renamed")
reach("delete", os.unlink, file)
reach("remove", shutil.rmtree, folder)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
