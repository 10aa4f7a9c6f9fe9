# attack: reaching
# exercise: CenteredLayer
# tries: leave code that a later Python runs, next to what it imports: startup files, compiled modules, torch's own files
# held-by: Landlock: reads only libraries of the system and of Python, writes only the scratch folder
import os
import sys
import sysconfig

import torch

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


inside = os.path.dirname(torch.__file__)
for folder in (sysconfig.get_path("purelib"), sysconfig.get_path("stdlib"), inside):
    # without a name: nothing stays, even where it may
    reach("create", lambda: os.close(os.open(folder, os.O_TMPFILE | os.O_RDWR)))
for path in (torch.__file__, torch.__cached__, os.__file__, os.path.realpath(sys.executable)):
    reach("open for writing", lambda: os.close(os.open(path, os.O_WRONLY)))
    reach("truncate to its size", lambda: os.truncate(path, os.path.getsize(path)))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
