"""What a child cannot do, and that without the layer it could.

Each breach succeeds under no layer, and each layer named refuses it alone.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from grader.isolation.confinement import Layer, landlock
from tests.sandbox.confinement.cage import Cage, assert_breached_unless

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="layers are Linux's"),
]


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
        "import os; SCRATCH = " + repr(str(cage.scratch)) + breach,
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
lines = [line.split() for line in open('/proc/self/status')]
value = [line[1] for line in lines if line[0][:3] == 'Cap' or line[0] == 'NoNewPrivs:']
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
    """A loop that nobody watches ends, even one that ignores the first warning."""
    limits = {"cpu_s": 1}
    look = "import resource; value = resource.getrlimit(resource.RLIMIT_CPU)"

    assert cage.run("while 1: pass", limits=limits).code == -signal.SIGXCPU
    assert cage.run(look, limits=limits).value == [1, 2]
