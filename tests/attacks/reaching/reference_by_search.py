# attack: reaching
# exercise: CenteredLayer
# tries: search for the reference below every folder that the process knows from its modules and its own place
# held-by: what a child may read holds no reference, no assignment and no other submission
import os
import sys

from torch import nn


starts = {os.path.dirname(os.getcwd()), os.path.dirname("@course@"), os.path.dirname("@cwd@")}
for module in list(sys.modules.values()):
    name = getattr(module, "__file__", None)
    if isinstance(name, str) and "grader" in name:
        starts.add(os.path.dirname(os.path.dirname(os.path.dirname(name))))
for start in starts - {"/", ""}:
    for count, (folder, _, files) in enumerate(os.walk(start)):
        if count > 1000:
            break
        if os.path.basename(folder) != "reference" or "layers.py" not in files:
            continue
        try:
            print("REACHED", open(os.path.join(folder, "layers.py")).read()[-60:])
        except OSError as error:
            print(error)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
