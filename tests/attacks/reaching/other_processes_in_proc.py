# attack: reaching
# exercise: CenteredLayer
# tries: look at the judge, the nursery and another process through /proc: arguments, environment, memory, descriptors, folders
# held-by: private-proc: /proc lists no other process, and Landlock opens nothing in it
import os

from torch import nn


VICTIM = "@victim-pid@"
for pid in (VICTIM, "@judge-pid@", str(os.getppid())):
    for name in ("cmdline", "environ", "maps", "stat", "stack", "auxv", "mountinfo"):
        try:
            data = open(f"/proc/{pid}/{name}", "rb").read()
            print("REACHED", name, data if pid == VICTIM else len(data))
        except OSError as error:
            print(name, error.strerror)
    for name in ("fd", "map_files", "task", "ns"):
        try:
            print("REACHED", name, len(os.listdir(f"/proc/{pid}/{name}")))
        except OSError as error:
            print(name, error.strerror)
    for path in ("root@secret-file@", "cwd/../canaries/secret.txt"):
        try:
            print("REACHED", open(f"/proc/{pid}/{path}").read())
        except OSError as error:
            print(path, error.strerror)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
