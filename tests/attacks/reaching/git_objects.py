# attack: reaching
# exercise: CenteredLayer
# tries: read the course's history: loose objects, packs, and the repository's own configuration
# held-by: Landlock: reads only libraries of the system and of Python, writes only the scratch folder
import glob
import os
import zlib

from torch import nn


here = "@course@"
for _ in range(2):
    for name in glob.glob(f"{here}/.git/**", recursive=True)[:500]:
        try:
            data = open(name, "rb").read()
        except OSError:
            continue
        print("REACHED", name)
        try:
            print(zlib.decompress(data)[:200])
        except zlib.error:
            pass
    here = os.path.dirname(here)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
