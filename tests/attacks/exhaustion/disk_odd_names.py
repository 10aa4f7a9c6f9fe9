# attack: exhaustion
# exercise: corr2d
# tries: to leave what a clean-up trips over: pipes, sockets, loops of links, names that
#   are no text
# held-by: a scratch folder that is emptied after each child
# namespaces: scratch-tmpfs is emptied, and bounded, by itself
import os
import socket
import tempfile
from contextlib import suppress


def corr2d(X, K):
    os.chdir(tempfile.mkdtemp(prefix="attack-"))
    for act in (
        lambda: os.mkfifo("pipe"),
        lambda: os.symlink("loop", "loop"),
        lambda: os.symlink("/", "root"),
        lambda: os.symlink("/etc/passwd", "-rf *"),
        lambda: os.mkdir(b"\xff\xfe\n\x1b[31m"),
        lambda: open("a\nb", "w").close(),
        lambda: socket.socket(socket.AF_UNIX).bind("socket"),
        lambda: os.mknod("device", 0o20666, 0x0103),
        lambda: os.chmod(".", 0o1777),
        lambda: os.setxattr(".", b"user.x", b"x" * 60_000),
    ):
        with suppress(OSError):
            act()
    raise NotImplementedError
