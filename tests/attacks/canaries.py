"""Canaries: what an attack would reach, change or leave, and how that shows.

Nothing here is worth anything. Attacks may know where each canary is: words such as
`@secret-file@` in an attack's source are replaced by its place.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.sandbox.leftovers import descendants

VARIABLE = "CANARY_OF_THE_JUDGE"
LEFT = "attack-"  # what attacks call the files that they try to leave
UNCHANGED = "nobody writes here\n"
MARK = "REACHED"
"""An attack prints this when it got what no canary can show."""


class Canaries:
    """Secrets, doors and things to break, planted below one folder.

    Args:
        root: A folder that everybody may read.
    """

    def __init__(self, root: Path) -> None:
        self._stack = ExitStack()
        self.root = root
        root.chmod(0o755)
        self.home = root / "home"
        self.home.mkdir()
        self.secrets: dict[str, str] = {}
        self._plant_files()
        self._plant_writable()
        self._plant_shared_memory()
        self._open_doors()
        self._victim = self._start_victim()

    def close(self) -> None:
        """Take everything away again."""
        self._victim.kill()
        self._victim.wait()
        self._stack.close()

    def secret(self, where: str) -> str:
        """Make the secret of one place."""
        return self.secrets.setdefault(where, f"canary-{secrets.token_hex(12)}")

    @property
    def places(self) -> dict[str, str]:
        """What attacks may know, by the word that stands for it."""
        return {
            "secret-file": str(self.secret_file),
            "home": str(self.home),
            "home-secret": str(self.home / "secret.txt"),
            "writable-file": str(self.file),
            "writable-folder": str(self.folder),
            "fifo": str(self.fifo),
            "shm-file": str(self.shm),
            "tcp-port": str(self._tcp.getsockname()[1]),
            "udp-port": str(self._udp.getsockname()[1]),
            "unix-socket": str(self._unix.getsockname()),
            "abstract-socket": self._abstract.getsockname().decode()[1:],
            "victim-pid": str(self._victim.pid),
            "judge-pid": str(os.getpid()),
            "variable": VARIABLE,
        }

    def _plant_files(self) -> None:
        self.secret_file = self.root / "secret.txt"
        self.secret_file.write_text(self.secret("a file outside"))
        (self.home / "secret.txt").write_text(self.secret("a file in the home folder"))
        for path in (self.secret_file, self.home / "secret.txt"):
            path.chmod(0o644)

    def _plant_shared_memory(self) -> None:
        self.shm = Path("/dev/shm", f"canary-{secrets.token_hex(6)}")
        self.shm.write_text(self.secret("shared memory"))
        self.shm.chmod(0o666)
        self._stack.callback(self.shm.unlink, missing_ok=True)

    def _plant_writable(self) -> None:
        """Make a folder and a file in it that everybody may write."""
        self.folder = self.root / "writable"
        self.folder.mkdir(exist_ok=True)
        self.folder.chmod(0o777)
        self.file = self.folder / "canary.txt"
        self.file.write_text(UNCHANGED)
        self.file.chmod(0o666)
        self._before = self._look()

    def _look(self) -> list[tuple[str, int, int, int]]:
        """See names, modes, sizes and times of what everybody may write."""
        seen = []
        for path in sorted({self.folder, self.file, *self.folder.glob("**/*")}):
            with contextlib.suppress(FileNotFoundError):
                stat = path.lstat()
                times = 0 if path == self.folder else stat.st_mtime_ns
                seen.append((str(path), stat.st_mode, stat.st_size, times))
        return seen

    def _open_doors(self) -> None:
        """Open what nobody is to knock at."""
        self.fifo = self.root / "fifo"
        os.mkfifo(self.fifo)
        self.fifo.chmod(0o666)
        self._fifo = os.open(self.fifo, os.O_RDWR | os.O_NONBLOCK)
        self._stack.callback(os.close, self._fifo)
        self._tcp = self._stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        self._udp = self._socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", 0))
        self._unix = self._socket(socket.AF_UNIX, socket.SOCK_STREAM)
        path = self._short_path()
        self._unix.bind(str(path))
        path.chmod(0o777)
        self._abstract = self._socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._abstract.bind(f"\0canary-{secrets.token_hex(6)}")
        for listener in (self._unix, self._abstract):
            listener.listen()
        for door in (self._tcp, self._udp, self._unix, self._abstract):
            door.setblocking(False)

    def _short_path(self) -> Path:
        """Find a place for a socket, whose name must be shorter than pytest's are."""
        path = Path("/tmp", f"canary-{secrets.token_hex(6)}")
        self._stack.callback(path.unlink, missing_ok=True)
        return path

    def _socket(self, family: int, kind: int) -> socket.socket:
        return self._stack.enter_context(socket.socket(family, kind))

    def _start_victim(self) -> subprocess.Popen[bytes]:
        """Start a process of this user's that holds a secret and harms nobody."""
        return subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(3600)"],
            env={VARIABLE: self.secret("another process")},
            stdin=subprocess.DEVNULL,
        )

    def breaches(self) -> Iterator[str]:
        """Say which canaries show that someone was there, and mend them."""
        if self._victim.poll() is not None:
            yield f"another process was ended ({self._victim.returncode})"
            self._victim = self._start_victim()
        if self._look() != self._before:
            yield "a file or folder outside was changed"
            shutil.rmtree(self.folder, ignore_errors=True)
            self._plant_writable()
        for path in (self.secret_file, self.home / "secret.txt"):
            if not path.exists():
                yield f"{path.name} was taken away"
                self._plant_files()
        if not self.shm.exists() or self.shm.read_text() != self.secret(
            "shared memory"
        ):
            yield "shared memory was written"
            self.shm.write_text(self.secret("shared memory"))
        yield from self._knocks()

    def _knocks(self) -> Iterator[str]:
        for name, listener in (
            ("TCP", self._tcp),
            ("unix", self._unix),
            ("abstract", self._abstract),
        ):
            with contextlib.suppress(BlockingIOError):
                listener.accept()[0].close()
                yield f"the {name} socket was connected to"
        with contextlib.suppress(BlockingIOError):
            self._udp.recv(1)
            yield "the UDP socket was sent to"
        with contextlib.suppress(BlockingIOError):
            os.read(self._fifo, 1 << 16)
            yield "the FIFO was written to"

    def told_in(self, text: str) -> Iterator[str]:
        """Say which secrets stand in a text, in any of a few disguises."""
        for where, secret in self.secrets.items():
            plain = secret.encode()
            disguises = (secret, secret[::-1], plain.hex(), plain[7:].hex(), secret[7:])
            if any(disguise in text for disguise in disguises):
                yield f"the secret of {where} was read"


def claims(output: str) -> Iterator[str]:
    """Give the lines of a submission's prints that say what it reached."""
    for line in output.splitlines():
        if line.startswith(MARK):
            yield f"it says: {line[:200]}"


def machine_state(folders: tuple[Path, ...], marks: tuple[str, ...]) -> set[str]:
    """List what a submission could leave behind on the machine.

    Everything in folders that are ours; in those that others use meanwhile, what bears
    the name that attacks give. Processes below this one, or with our marks.
    """
    seen = {str(path) for folder in folders for path in folder.rglob("*")}
    for shared in ("/tmp", "/var/tmp", "/dev/shm", "/"):
        seen |= {str(path) for path in Path(shared).glob(f"{LEFT}*")}
    packages = Path(sysconfig.get_path("purelib"))
    for pattern in ("*.pth", "*customize.py", f"{LEFT}*", f"torch/{LEFT}*"):
        seen |= {str(path) for path in packages.glob(pattern)}
    for queues in ("shm", "msg", "sem"):
        with contextlib.suppress(OSError):
            lines = Path("/proc/sysvipc", queues).read_text().splitlines()[1:]
            seen |= {f"SysV {queues} {line.split()[0]}" for line in lines}
    return seen | processes(marks)


def processes(marks: tuple[str, ...]) -> set[str]:
    """Name the processes below this one, and those started with one of our marks."""
    below = {f"process {pid}" for pid in descendants()}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            line = path.read_bytes().decode(errors="replace")
            if any(mark in line for mark in marks):
                below.add(f"process {path.parent.name}")
    return below
