"""The system call filter's finer points, and that honest code passes."""

from __future__ import annotations

import platform
import signal
import sys

import pytest

from tests.sandbox.confinement.cage import Cage

pytestmark = [
    pytest.mark.rest,
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="layers are Linux's"),
]


def test_a_child_may_signal_itself(cage: Cage) -> None:
    """raise() and abort() work, so a crash looks like one."""
    for call in ("os.abort()", "os.kill(os.getpid(), 6)", "signal.raise_signal(6)"):
        assert cage.run(f"import os, signal; {call}").code == -signal.SIGABRT


@pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers are of x86_64")
@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("syscall(16, 0, c_ulong(0x5412 | 1 << 32), b' ')", "EPERM"),  # TIOCSTI
        ("syscall(157, c_ulong(1 | 1 << 32), 0, 0, 0, 0)", "EPERM"),  # PR_SET_PDEATHSIG
        ("syscall(72, 1, c_ulong(10 | 1 << 32), 9)", "EPERM"),  # F_SETSIG
        ("syscall(435, None, 0)", "ENOSYS"),  # clone3
        ("syscall(0x40000000 | 39)", "ENOSYS"),  # getpid in the x32 numbering
        ("syscall(9999)", "ENOSYS"),
        ("syscall(428, -100, b'/', 0)", "EPERM"),  # open_tree
        ("syscall(317, 1, 0, None)", "EPERM"),  # seccomp
        ("syscall(56, 17, 0, 0, 0, 0)", "EPERM"),  # clone with SIGCHLD is a fork
    ],
)
def test_arguments_cannot_slip_past_the_filter(
    cage: Cage, call: str, error: str
) -> None:
    """Bits that the kernel ignores, and other numberings, hide no call."""
    source = f"""
import ctypes, errno
from ctypes import c_ulong
syscall = ctypes.CDLL(None, use_errno=True).syscall
value = [{call}, errno.errorcode[ctypes.get_errno()]]
"""
    assert cage.run(source).value == [-1, error]


@pytest.mark.skipif(platform.machine() != "x86_64", reason="code is of x86_64")
def test_calls_of_another_architecture_end_the_child(cage: Cage) -> None:
    """The 32-bit entry, where numbers mean other calls, is closed."""
    source = """
import ctypes, mmap
code = mmap.mmap(-1, 4096, prot=7)
code.write(bytes.fromhex('b814000000' 'cd80' 'c3'))  # mov eax, 20; int 0x80; ret
address = ctypes.addressof(ctypes.c_char.from_buffer(code))
value = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
"""
    outcome = cage.run(source)

    # SIGSEGV where the kernel was built without that entry.
    assert outcome.code in (-signal.SIGSYS, -signal.SIGSEGV)


def test_honest_code_works_under_all_layers(cage: Cage) -> None:
    """Threads, files, time and processors are as anywhere."""
    source = """
import os, random, tempfile, threading, time, uuid
box = []
threads = [threading.Thread(target=box.append, args=(i,)) for i in range(4)]
[thread.start() for thread in threads]
[thread.join(5) for thread in threads]
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'a')
    open(path, 'w').write('text')
    os.rename(path, path + 'b')
    os.symlink('ab', path)
    box.append(open(path).read())
with tempfile.TemporaryFile() as file:
    file.write(b'x')
open(os.devnull, 'w').write('x')
time.sleep(0.001); time.localtime(); uuid.uuid4(); random.SystemRandom().random()
import sqlite3, decimal, csv, http.client, asyncio
value = [sorted(box[:4]), box[4], os.cpu_count() >= 1]
"""
    outcome = cage.run(source)

    assert outcome.error == ""
    assert outcome.value == [[0, 1, 2, 3], "text", True]


def test_torch_works_under_all_layers(cage: Cage) -> None:
    """A lesson's own steps: modules, training, saving, threads, shared memory."""
    pytest.importorskip("torch", reason="torch is not installed")
    source = """
import io, torch
from torch import nn
torch.manual_seed(0)
net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(144, 2))
step = torch.optim.SGD(net.parameters(), lr=0.1)
for _ in range(3):
    step.zero_grad()
    net(torch.randn(2, 1, 8, 8)).square().mean().backward()
    step.step()
torch.save(net.state_dict(), 'net.pt')
net.load_state_dict(torch.load('net.pt'))
torch.set_num_threads(2)
a = torch.randn(300, 300)
loader = torch.utils.data.DataLoader(torch.arange(4), batch_size=4)
value = [(a @ a).shape[0], torch.linalg.inv(a).isfinite().all().item(),
         next(iter(loader)).tolist()]
"""
    outcome = cage.run(source)

    assert outcome.error == ""
    assert outcome.value == [300, True, [0, 1, 2, 3]]
    assert "net.pt" in outcome.files
    assert outcome.kept == ()
