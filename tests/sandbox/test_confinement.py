"""What confined children cannot do; and that without the layer they could."""

from __future__ import annotations

import json
import os
import platform
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

import grader
from grader.errors import SandboxError
from grader.isolation import confinement
from grader.isolation.confinement import Layer, landlock, readable, seccomp
from grader.isolation.limits import Limits
from tests.sandbox.confined import Outcome

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="layers are Linux's"),
]

PROJECT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("confined.py")
HONEST = ("clean-process",)  # closes what the test itself would otherwise hold

# What a namespace layer needs beside itself.
WITH = {
    Layer.PRIVATE_PROC: (Layer.PID_NAMESPACE, Layer.MOUNT_NAMESPACE),
    Layer.SCRATCH_TMPFS: (Layer.MOUNT_NAMESPACE,),
    Layer.READ_ONLY_MOUNTS: (Layer.MOUNT_NAMESPACE, Layer.SCRATCH_TMPFS),
    Layer.TASK_LIMIT: (Layer.PID_NAMESPACE,),
}


@pytest.fixture(scope="module")
def offered() -> Mapping[str, confinement.LayerStatus]:
    """Name the layers that this machine offers."""
    return {status.name: status for status in confinement.survey()}


class Cage:
    """Runs source in a confined child.

    Args:
        scratch: The child's folder, where no tmpfs is mounted.
        offered: The layers of this machine.
    """

    def __init__(
        self, scratch: Path, offered: Mapping[str, confinement.LayerStatus]
    ) -> None:
        self._scratch = scratch
        self._offered = offered

    def run(
        self, source: str, *, without: tuple[str, ...] = (), **order: Any
    ) -> Outcome:
        """Run source under all layers but some."""
        return carry_out(
            source=source, scratch=str(self._scratch), without=without, **order
        )

    def only(self, source: str, *layers: Layer, **order: Any) -> Outcome:
        """Run source under the given layers alone, and what they need."""
        kept = {
            *layers,
            *(needed for layer in layers for needed in WITH.get(layer, ())),
        }
        if kept & set(Layer) - CHILD_LAYERS:
            kept.add(Layer.USER_NAMESPACE)
        for layer in layers:
            if not self._offered[layer].active:
                pytest.skip(f"no {layer} here: {self._offered[layer].detail}")
        left_out = tuple(layer.value for layer in Layer if layer not in kept)
        return self.run(source, without=left_out, **order)


CHILD_LAYERS = {
    Layer.CLEAN_PROCESS,
    Layer.RLIMITS,
    Layer.PRIVILEGES,
    Layer.LANDLOCK,
    Layer.SECCOMP,
}


def carry_out(**order: Any) -> Outcome:
    """Start the stand-in of the nursery, with one order."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT)],
        input=json.dumps(order, default=str).encode(),
        capture_output=True,
        env={"PYTHONPATH": str(PROJECT)},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return msgspec.json.decode(done.stdout, type=Outcome)


@pytest.fixture
def cage(tmp_path: Path, offered: Mapping[str, confinement.LayerStatus]) -> Cage:
    """Make a cage with a scratch folder of its own."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return Cage(scratch, offered)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Write a file that no child may see."""
    path = tmp_path / "secret.txt"
    path.write_text("the answer")
    return path


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """Start a process of the same user that a child has no business with."""
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


# Each breach succeeds under no layer, and each layer named refuses it alone.


@pytest.mark.parametrize("layer", [None, Layer.LANDLOCK])
def test_reading_a_file_outside_is_refused(
    cage: Cage, secret: Path, layer: Layer | None
) -> None:
    """A child cannot read what is not the library's or its own."""
    breach = f"value = open({str(secret)!r}).read()"

    outcome = cage.only(breach, *filter(None, [layer]))

    assert_breached_unless(layer, outcome, "the answer", "PermissionError")


@pytest.mark.parametrize("layer", [None, Layer.LANDLOCK, Layer.READ_ONLY_MOUNTS])
def test_writing_a_file_outside_is_refused(
    cage: Cage, secret: Path, layer: Layer | None
) -> None:
    """A child cannot change files that it was not given."""
    breach = f"open({str(secret)!r}, 'a').write('!'); value = 'written'"

    outcome = cage.only(breach, *filter(None, [layer]))

    assert_breached_unless(layer, outcome, "written", ("PermissionError", "Errno 30"))
    assert secret.read_text() == ("the answer" if layer else "the answer!")


@pytest.mark.parametrize("layer", [None, Layer.SECCOMP, Layer.READ_ONLY_MOUNTS])
def test_changing_the_mode_of_a_file_outside_is_refused(
    cage: Cage, secret: Path, layer: Layer | None
) -> None:
    """Landlock leaves chmod alone, and files belong to the same user."""
    secret.chmod(0o600)
    breach = f"import os; os.chmod({str(secret)!r}, 0o666); value = 'open to all'"

    outcome = cage.only(breach, *filter(None, [layer]))

    assert_breached_unless(
        layer, outcome, "open to all", ("PermissionError", "Errno 30")
    )
    assert secret.stat().st_mode & 0o777 == (0o600 if layer else 0o666)


@pytest.mark.parametrize("call", ["os.utime(f)", "os.setxattr(f, 'user.x', b'')"])
def test_touching_metadata_outside_is_refused(
    cage: Cage, secret: Path, call: str
) -> None:
    """Times and attributes of files are as safe as their content."""
    outcome = cage.only(f"import os; f = {str(secret)!r}; {call}", Layer.SECCOMP)

    assert outcome.error.startswith("PermissionError")


@pytest.mark.parametrize(
    "layer", [None, Layer.SECCOMP, Layer.LANDLOCK, Layer.NET_NAMESPACE]
)
def test_connecting_to_a_port_is_refused(cage: Cage, layer: Layer | None) -> None:
    """A child reaches no network, not even this machine's own services."""
    if layer is Layer.LANDLOCK and landlock.abi_version() < 4:
        pytest.skip("Landlock covers TCP from version 4 on")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        breach = f"import socket; socket.create_connection(('127.0.0.1', {port}), 5)"

        outcome = cage.only(f"{breach}; value = 'connected'", *filter(None, [layer]))

    assert_breached_unless(layer, outcome, "connected", ("PermissionError", "OSError"))


@pytest.mark.parametrize("layer", [None, Layer.SECCOMP])
def test_forking_is_refused(cage: Cage, layer: Layer | None) -> None:
    """A child starts no process."""
    breach = """
import os
pid = os.fork()
if pid == 0:
    os._exit(0)
os.waitpid(pid, 0)
value = 'forked'
"""
    outcome = cage.only(breach, *filter(None, [layer]))

    assert_breached_unless(layer, outcome, "forked", "PermissionError")


@pytest.mark.parametrize("layer", [None, Layer.SECCOMP, Layer.LANDLOCK])
def test_running_a_program_is_refused(cage: Cage, layer: Layer | None) -> None:
    """A child runs no program."""
    breach = "import os; os.execv('/bin/sh', ['sh', '-c', 'exit 42'])"

    outcome = cage.only(breach, *filter(None, [layer]))

    assert outcome.code == (0 if layer else 42)
    assert outcome.error.startswith("PermissionError" if layer else "")


@pytest.mark.parametrize("layer", [None, Layer.SECCOMP, Layer.LANDLOCK])
def test_tracing_the_nursery_is_refused(cage: Cage, layer: Layer | None) -> None:
    """A child cannot look into, or change, the process that starts children."""
    scope = Path("/proc/sys/kernel/yama/ptrace_scope")
    if layer is None and scope.exists() and scope.read_text().strip() != "0":
        pytest.skip("Yama refuses it already")
    breach = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
if libc.ptrace(16, os.getppid(), None, None):
    raise OSError(ctypes.get_errno(), 'ptrace')
os.waitpid(os.getppid(), 0x40000000)
libc.ptrace(17, os.getppid(), None, None)
value = 'attached'
"""
    outcome = cage.only(breach, *filter(None, [layer]))

    assert_breached_unless(layer, outcome, "attached", "PermissionError")


@pytest.mark.parametrize(
    "layer", [None, Layer.SECCOMP, Layer.LANDLOCK, Layer.PID_NAMESPACE]
)
def test_killing_a_process_is_refused(
    cage: Cage, bystander: subprocess.Popen[bytes], layer: Layer | None
) -> None:
    """A child sends no signal to others."""
    if layer is Layer.LANDLOCK and landlock.abi_version() < 6:
        pytest.skip("Landlock covers signals from version 6 on")
    breach = f"import os; os.kill({bystander.pid}, 9); value = 'killed'"

    outcome = cage.only(breach, *filter(None, [layer]))

    refusals = ("PermissionError", "ProcessLookupError")
    assert_breached_unless(layer, outcome, "killed", refusals)
    assert bystander.poll() is None or layer is None


@pytest.mark.parametrize("layer", [None, Layer.LANDLOCK, Layer.PRIVATE_PROC])
def test_other_processes_are_not_listed(
    cage: Cage, bystander: subprocess.Popen[bytes], layer: Layer | None
) -> None:
    """A child learns nothing of what else runs: names, arguments, numbers."""
    breach = f"value = open('/proc/{bystander.pid}/cmdline').read()"

    outcome = cage.only(breach, *filter(None, [layer]))

    refusals = ("PermissionError", "FileNotFoundError")
    assert_breached_unless(layer, outcome, "sleep\x0060\x00", refusals)


@pytest.mark.parametrize("layer", [None, Layer.RLIMITS])
def test_memory_is_limited(cage: Cage, layer: Layer | None) -> None:
    """A child cannot map much more than its share."""
    breach = "import mmap; m = mmap.mmap(-1, 1 << 29); value = 'mapped'"

    outcome = cage.only(breach, *filter(None, [layer]), limits={"memory_mib": 256})

    assert_breached_unless(layer, outcome, "mapped", ("OSError", "MemoryError"))


@pytest.mark.parametrize("layer", [None, Layer.RLIMITS])
def test_the_size_of_a_file_is_limited(cage: Cage, layer: Layer | None) -> None:
    """A child cannot write one huge file."""
    breach = """
with open(SCRATCH + '/big', 'wb', buffering=0) as file:
    while file.tell() < 2 << 20:
        file.write(bytes(1 << 18))
value = 'written'
"""
    outcome = cage.only(
        "import os; SCRATCH = " + repr(str(cage._scratch)) + breach,
        *filter(None, [layer]),
        limits={"file_mib": 1},
    )

    assert_breached_unless(layer, outcome, "written", "OSError: [Errno 27]")


@pytest.mark.parametrize(
    ("layer", "breach"),
    [
        (None, "write(30, 1 << 18)"),
        (Layer.SCRATCH_TMPFS, "write(30, 1 << 18)"),
        (Layer.SCRATCH_TMPFS, "write(150, 0)"),
    ],
)
def test_all_files_together_are_limited(
    cage: Cage, layer: Layer | None, breach: str
) -> None:
    """Many small files are limited by size and by number."""
    source = f"""
def write(files, size):
    for i in range(files):
        with open(str(i), 'wb') as file:
            file.write(bytes(size))
{breach}
value = 'written'
"""
    layers = [Layer.CLEAN_PROCESS, *filter(None, [layer])]
    outcome = cage.only(source, *layers, limits={"scratch_mib": 4})

    assert_breached_unless(layer, outcome, "written", "OSError: [Errno 28]")
    assert outcome.files
    assert outcome.kept == ()


@pytest.mark.parametrize(
    "call", ["memfd_create('x')", "eventfd(0) and None", "pidfd_open(1)"]
)
def test_files_that_no_limit_counts_are_refused(cage: Cage, call: str) -> None:
    """Memory behind a descriptor counts nowhere, so there is none."""
    outcome = cage.run(f"import os; value = os.{call}")

    if "eventfd" in call:
        assert outcome.error == ""  # harmless, and stays
    else:
        assert outcome.error.startswith("PermissionError")


@pytest.mark.parametrize("layer", [None, Layer.TASK_LIMIT])
def test_threads_are_limited_for_root_too(cage: Cage, layer: Layer | None) -> None:
    """Thousands of threads would stop the whole machine."""
    breach = """
import threading
threading.stack_size(1 << 16)
done = threading.Event()
threads = [threading.Thread(target=done.wait, daemon=True) for _ in range(600)]
try:
    for thread in threads:
        thread.start()
    value = 'started'
finally:
    done.set()
"""
    outcome = cage.only(breach, *filter(None, [layer]))

    assert_breached_unless(layer, outcome, "started", "RuntimeError")


@pytest.mark.parametrize(
    ("layer", "link"),
    [
        (Layer.USER_NAMESPACE, "user"),
        (Layer.PID_NAMESPACE, "pid"),
        (Layer.NET_NAMESPACE, "net"),
        (Layer.IPC_NAMESPACE, "ipc"),
        (Layer.UTS_NAMESPACE, "uts"),
        (Layer.MOUNT_NAMESPACE, "mnt"),
    ],
)
def test_each_namespace_is_a_new_one(cage: Cage, layer: Layer, link: str) -> None:
    """A namespace that is said to be active is not the machine's."""
    ours = os.readlink(f"/proc/self/ns/{link}")
    look = f"import os; value = os.readlink('/proc/self/ns/{link}')"

    assert cage.only(look, layer).value not in (ours, None)
    assert cage.only(look).value == ours


def test_privileges_are_dropped(cage: Cage) -> None:
    """No capability is left, and none can come back."""
    look = """
lines = dict(line.split(':\\t') for line in open('/proc/self/status').read().splitlines()
             if ':\\t' in line)
value = [lines[k] for k in ('CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb', 'NoNewPrivs')]
"""
    layers = (Layer.USER_NAMESPACE, Layer.PRIVILEGES)

    *capabilities, no_new_privileges = cage.only(look, *layers).value
    before = cage.only(look, Layer.USER_NAMESPACE).value

    assert {int(mask, 16) for mask in capabilities} == {0}
    assert no_new_privileges == "1"
    assert int(before[2], 16) != 0


def test_limits_cannot_be_raised_again(cage: Cage) -> None:
    """Soft and hard limits are the same, and both are final."""
    outcome = cage.run(
        "import resource as r; value = r.getrlimit(r.RLIMIT_NOFILE);"
        "r.setrlimit(r.RLIMIT_NOFILE, (100, 100))",
        limits={"open_files": 200},
    )

    assert outcome.value == [200, 200]
    assert outcome.error.startswith(("PermissionError", "ValueError"))


def test_processor_time_is_limited(cage: Cage) -> None:
    """A loop that nobody watches ends, even if it ignores the first warning."""
    loop = "import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile 1: pass"

    assert cage.run("while 1: pass", limits={"cpu_s": 1}).code == -signal.SIGXCPU
    assert cage.run(loop, limits={"cpu_s": 1}).code == -signal.SIGKILL


# What the nursery holds and a child must not find.


def test_descriptors_of_the_nursery_are_closed(cage: Cage, secret: Path) -> None:
    """A file that the nursery has open cannot be read on."""
    breach = "import os; value = os.read(100, 10).decode()"

    open_one = cage.run(breach, descriptor=str(secret), without=HONEST)
    closed = cage.run(breach, descriptor=str(secret))

    assert open_one.value == "the answer"
    assert closed.error == "OSError: [Errno 9] Bad file descriptor"


def test_standard_input_is_empty(cage: Cage) -> None:
    """What is opened first does not become standard input."""
    outcome = cage.run("import os, sys; value = [sys.stdin.read(), os.dup(0) > 0]")

    assert outcome.value == ["", True]


def test_the_environment_holds_nothing_of_the_users(cage: Cage) -> None:
    """Tokens in variables are gone; home and temporary files are in scratch."""
    outcome = cage.run(
        "import os, tempfile; from pathlib import Path;"
        "value = [os.environ.get('TOKEN'), str(Path.home()), tempfile.gettempdir(),"
        "os.getcwd()]",
        environment={"TOKEN": "hush"},
    )

    token, *folders = outcome.value
    assert token is None
    assert len(set(folders)) == 1


def test_the_environment_stays_hidden_in_proc(cage: Cage) -> None:
    """The kernel's copy, from the nursery's start, is out of reach as well."""
    outcome = cage.run("value = open('/proc/self/environ').read()")

    assert outcome.error.startswith("PermissionError")


def test_the_course_and_the_grader_cannot_be_read(cage: Cage, tmp_path: Path) -> None:
    """Solutions lie beside a virtual environment that can be read."""
    course = tmp_path / "course"
    library = course / ".venv/lib/python3.11/site-packages"
    for folder in (library, course / "reference", course / "assignments"):
        folder.mkdir(parents=True)
        (folder / "solution.py").write_text("x = 1")
    look = f"""
import os
value = []
for folder in ({str(library)!r}, {str(course / "reference")!r},
               {str(course / "assignments")!r}, {str(PROJECT / "reference")!r},
               {os.path.dirname(seccomp.__file__)!r}, os.path.expanduser('~root')):
    try:
        value.append(os.listdir(folder) != None)
    except OSError:
        value.append(False)
"""
    outcome = cage.run(look, readable=(str(library),))

    installed = Path(grader.__path__[0]).parent.name == "site-packages"
    assert outcome.value == [True, False, False, False, installed, False]


# The filter's finer points.


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
value = [(a @ a).shape[0], torch.linalg.inv(a).isfinite().all().item(),
         next(iter(torch.utils.data.DataLoader(torch.arange(4), batch_size=4))).tolist()]
"""
    outcome = cage.run(source)

    assert outcome.error == ""
    assert outcome.value == [300, True, [0, 1, 2, 3]]
    assert outcome.files == ("net.pt",)
    assert outcome.kept == ()


# Failing closed, degrading and saying so.


def test_a_child_that_cannot_be_confined_runs_nothing(tmp_path: Path) -> None:
    """A layer that is said to be active but fails ends the child."""
    gone = tmp_path / "gone"
    source = f"""
import os, sys
from pathlib import Path
from grader.isolation import confinement
from grader.isolation.limits import Limits
made = Path({str(tmp_path)!r}) / 'made'
made.mkdir()
cage = confinement.Confinement.prepare(Limits(), scratch_root=made, readable=())
pid = os.fork()
if pid == 0:
    cage.apply(Path({str(gone)!r}), keep_fds=())
    os._exit(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""
    done = python(source)

    assert done.returncode == confinement.EXIT_UNCONFINED
    assert "cannot be confined: [Errno 2]" in done.stderr.decode()


def test_children_are_confined_where_namespaces_are_forbidden(cage: Cage) -> None:
    """A container that forbids unshare and mount still gets the other layers."""
    outcome = cage.run("value = 1", refused=("unshare", "mount"))

    assert outcome.value == 1
    assert set(outcome.layers) <= CHILD_LAYERS
    assert {Layer.CLEAN_PROCESS, Layer.RLIMITS, Layer.PRIVILEGES} <= set(outcome.layers)
    status = {s.name: s for s in outcome.statuses}[Layer.USER_NAMESPACE]
    assert "EPERM" in status.detail
    assert status.fix


def test_namespaces_work_where_mounting_is_forbidden(cage: Cage) -> None:
    """What is left of a namespace's gains is kept, and the rest is named."""
    outcome = cage.only(
        "import os; value = os.getpid()",
        *(Layer.PID_NAMESPACE, Layer.MOUNT_NAMESPACE, Layer.PRIVATE_PROC),
        refused=("mount",),
    )

    assert Layer.PID_NAMESPACE in outcome.layers
    assert Layer.PRIVATE_PROC not in outcome.layers
    assert outcome.value < 100


def test_children_are_confined_where_landlock_is_forbidden(cage: Cage) -> None:
    """An older kernel, or a container's filter, is no reason to stop."""
    outcome = cage.run("value = 1", refused=("444",))

    assert outcome.value == 1
    assert Layer.LANDLOCK not in outcome.layers
    assert Layer.SECCOMP in outcome.layers


def test_a_missing_libseccomp_is_named_with_its_fix() -> None:
    """The system library is not on PyPI: say how to get it."""
    done = python("""
import ctypes.util
find = ctypes.util.find_library
ctypes.util.find_library = lambda name: None if name == 'seccomp' else find(name)
from grader.isolation.confinement import seccomp
status = seccomp.status()
assert not status.active
print(status.detail, '|', status.fix)
""")

    assert b"libseccomp.so.2 is not installed | apt install libseccomp2" in done.stdout


def test_the_survey_tries_all_layers_and_changes_nothing() -> None:
    """`grade doctor` asks for it, and goes on as before."""
    before = (
        Path("/proc/self/status").read_text().split("Seccomp")[1][:4],
        os.getcwd(),
    )
    namespaces = {name: os.readlink(f"/proc/self/ns/{name}") for name in ("net", "mnt")}

    found = confinement.survey()

    assert [status.name for status in found] == list(Layer)
    assert all(status.detail for status in found)
    assert all(status.fix for status in found if not status.active)
    after = (Path("/proc/self/status").read_text().split("Seccomp")[1][:4], os.getcwd())
    assert before == after
    assert namespaces == {n: os.readlink(f"/proc/self/ns/{n}") for n in namespaces}


def test_a_layer_that_does_not_exist_cannot_be_left_out(tmp_path: Path) -> None:
    """A misspelt name must not pass for a layer that was switched off."""
    with pytest.raises(ValueError, match="'landlok' is not a valid Layer"):
        confinement.Confinement.prepare(
            Limits(), scratch_root=tmp_path, readable=(), without={"landlok"}
        )


def test_other_systems_offer_no_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    """On macOS nothing is entered, and every layer says so."""
    monkeypatch.setattr(sys, "platform", "darwin")

    state = confinement.enter_namespaces(64)

    assert state.scratch is None
    assert not any(status.active for status in state.statuses)
    assert "darwin" in state.statuses[0].detail


# Which paths a child may read.


def test_readable_paths_leave_out_home_and_project() -> None:
    """An interpreter below the home folder opens its library, not the home."""
    paths = confinement.readable_paths()

    for private in (Path.home(), PROJECT, PROJECT / "reference", Path("/etc/passwd")):
        assert not any(private.is_relative_to(path) for path in paths)
    library = Path(os.__file__).resolve()
    assert any(library.is_relative_to(path) for path in paths)


def test_readable_paths_of_an_interpreter_at_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Only `lib` of that interpreter's prefix is named."""
    prefix = tmp_path / "home/.pyenv/versions/3.11.7"
    packages = tmp_path / "home/course/.venv/lib/python3.11/site-packages"
    for folder in (prefix / "lib/python3.11", packages, tmp_path / "home/course/src"):
        folder.mkdir(parents=True)
    paths = {"stdlib": str(prefix / "lib/python3.11"), "purelib": str(packages)}
    monkeypatch.setattr(sys, "base_prefix", str(prefix))
    monkeypatch.setattr(sys, "path", ["", str(tmp_path / "home/course/src")])
    monkeypatch.setattr(
        readable.sysconfig, "get_path", lambda name: paths.get(name, "/nowhere")
    )

    found = [p for p in confinement.readable_paths() if p.is_relative_to(tmp_path)]

    assert found == sorted([packages, prefix / "lib"])


def test_a_course_inside_a_library_folder_is_refused() -> None:
    """Such a course could be read, so grading must not start."""
    secret = Path(os.__file__).parent / "reference"

    with pytest.raises(SandboxError, match="children may read all of") as caught:
        confinement.readable_paths(private=[secret])

    assert caught.value.fix == "move the course out of that folder"


# Processes and files that a child leaves.

DAEMON = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.setsid()
        time.sleep(60)
    time.sleep(60)
while not (value := sum(1 for _ in range(100000))): pass
"""


@pytest.mark.parametrize("without", [(), ("namespaces",)])
def test_processes_that_a_child_leaves_are_killed(
    cage: Cage, without: tuple[str, ...]
) -> None:
    """Even those in sessions of their own, with or without a pid namespace."""
    outcome = cage.run(DAEMON, without=(*without, Layer.SECCOMP, Layer.RLIMITS))

    assert outcome.error == ""
    assert outcome.strays >= 1


@pytest.mark.parametrize("end", ["guard", "init"])
def test_killing_the_nursery_kills_its_children(tmp_path: Path, end: str) -> None:
    """Whoever of the two nursery processes dies, nothing survives it."""
    source = f"""
import os, sys, time
from pathlib import Path
from grader.isolation import confinement
from grader.isolation.limits import Limits
state = confinement.enter_namespaces(1)
cage = confinement.Confinement.prepare(
    Limits(), scratch_root=state.scratch or Path({str(tmp_path)!r}), readable=())
if os.fork() == 0:
    cage.apply(state.scratch or Path({str(tmp_path)!r}), keep_fds=())
    os.write(1, b'x')
    time.sleep(60)
time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-c", source],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(PROJECT)},
    ) as guard:
        assert guard.stdout is not None
        assert guard.stdout.read(1) == b"x"
        family = descendants(guard.pid)
        if not family[1:]:
            guard.kill()
            pytest.skip("no pid namespace here")
        os.kill(guard.pid if end == "guard" else family[0], signal.SIGKILL)
        assert guard.wait(10) == -signal.SIGKILL
        wait_until_gone(family)


def test_the_guard_ends_as_the_nursery_ends() -> None:
    """The judge sees the nursery's own exit code."""
    done = python(
        "from grader.isolation import confinement; import sys;"
        "confinement.enter_namespaces(1); sys.exit(7)"
    )

    assert done.returncode == 7


def test_the_scratch_folder_is_emptied_of_anything(tmp_path: Path) -> None:
    """Depth, links, pipes, odd names and missing rights do not stop it."""
    outside, scratch = tmp_path / "outside", tmp_path / "scratch"
    for folder in (outside, scratch):
        folder.mkdir()
    (outside / "file").write_text("stays")
    (scratch / "link").symlink_to(outside)
    (scratch / "broken").symlink_to("nowhere")
    (scratch / ".0").mkdir()
    os.mkfifo(scratch / "pipe")
    (scratch / b"\xff\n".decode(errors="surrogateescape")).touch()
    (scratch / "locked/inner/innermost").mkdir(parents=True)
    (scratch / "locked/inner/up").symlink_to("../../..")
    for folder in (scratch / "locked/inner", scratch / "locked"):
        folder.chmod(0)
    nest(scratch, depth=3000)
    scratch.chmod(0)

    confinement.empty_folder(scratch)

    assert list(scratch.iterdir()) == []
    assert (outside / "file").read_text() == "stays"


def test_a_scratch_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """What a link leads to is not ours to delete."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real/file").touch()
    (tmp_path / "link").symlink_to("real")

    with pytest.raises(SandboxError, match="cannot be emptied"):
        confinement.empty_folder(tmp_path / "link")

    assert (tmp_path / "real/file").exists()


def test_nothing_to_reap_is_nothing_done() -> None:
    """A process without children reaps none, and kills nobody."""
    done = python(
        "from grader.isolation import confinement;print(confinement.reap_everything())"
    )

    assert done.stdout == b"0\n"


def assert_breached_unless(
    layer: Layer | None, outcome: Outcome, value: str, refusal: str | tuple[str, ...]
) -> None:
    """Assert that a breach succeeded, or that the layer refused it."""
    if layer is None:
        assert (outcome.value, outcome.error) == (value, "")
    else:
        assert outcome.value is None
        refusals = (refusal,) if isinstance(refusal, str) else refusal
        assert any(text in outcome.error for text in refusals), outcome.error


def python(source: str) -> subprocess.CompletedProcess[bytes]:
    """Run source in a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-c", source],
        capture_output=True,
        env={"PYTHONPATH": str(PROJECT)},
        timeout=60,
        check=False,
    )


def nest(folder: Path, *, depth: int) -> None:
    """Make folders inside folders, deeper than any path can name."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)


def descendants(pid: int) -> list[int]:
    """List the processes below one, parents first."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [found for c in map(int, children) for found in (c, *descendants(c))]


def wait_until_gone(pids: list[int]) -> None:
    """Wait until none of the processes exists."""
    deadline = time.monotonic() + 10
    for pid in pids:
        with suppress(ProcessLookupError):
            while time.monotonic() < deadline:
                os.kill(pid, 0)
                time.sleep(0.01)
            pytest.fail(f"process {pid} is still there")
