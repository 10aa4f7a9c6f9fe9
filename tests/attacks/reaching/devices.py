# attack: reaching
# exercise: CenteredLayer
# tries: open memory, the kernel's log and other devices, read the kernel's settings, and make a device of its own
# held-by: Landlock: reads only libraries of the system and of Python, writes only the scratch folder
import os
import stat

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


os.chdir(os.environ["HOME"])  # the scratch folder, whatever layers there are
for name in ("mem", "kmem", "port", "kmsg", "fuse", "kvm", "net/tun"):
    reach(name, lambda: os.close(os.open(f"/dev/{name}", os.O_RDONLY | os.O_NONBLOCK)))
reach("make", lambda: os.mknod("null", 0o600 | stat.S_IFCHR, os.makedev(1, 3)))
reach("settings", lambda: os.listdir("/proc/sys/kernel"))
reach("groups", lambda: os.listdir("/sys/fs/cgroup"))


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
