"""Seccomp: system calls that a child cannot make.

libseccomp compiles the filter once, in the nursery. A child only writes its own
process number into the program and installs it, in one system call.

A list of allowed calls was left: what Python, torch, OpenMP and glibc call
differs by version and architecture, and a missing one breaks honest work in
ways that look like the student's fault. Its one advantage, that calls of future
kernels are refused, is had by refusing every number above the last reviewed.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from grader.errors import SandboxError
from grader.isolation.confinement import kernel, syscalls
from grader.isolation.confinement.layers import Layer, LayerStatus

if TYPE_CHECKING:
    from pyseccomp import SyscallFilter

_INSTRUCTION = struct.Struct("HBBI")  # struct sock_filter
_LOAD_NUMBER = _INSTRUCTION.pack(0x20, 0, 0, 0)  # BPF_LD|BPF_W|BPF_ABS
# The lower half of the second argument, in struct seccomp_data.
_LOAD_COMMAND = _INSTRUCTION.pack(0x20, 0, 0, 24 + 4 * (sys.byteorder == "big"))
_JUMP_IF_GREATER = 0x25  # BPF_JMP|BPF_JGT|BPF_K
_JUMP_IF_EQUAL = 0x15
_RETURN = 0x06
_ERRNO = 0x00050000  # SECCOMP_RET_ERRNO

_SET_MODE_FILTER = 1
# Where a filter would switch speculation mitigations on (before Linux 5.16),
# numeric code loses time, and a child holds no secret of someone else's.
_SPEC_ALLOW = 4
_OWN_PID = 0x1DEA1DEA  # stands in the program until a child writes its own


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


class Filter:
    """A compiled filter, ready to be installed in a child."""

    def __init__(self, code: bytes, number: int) -> None:
        """Keep the program.

        Args:
            code: BPF instructions.
            number: Number of the seccomp system call here.
        """
        self._code = bytearray(code)
        self._memory = (ctypes.c_char * len(code)).from_buffer(self._code)
        self._program = _Program(
            len(code) // _INSTRUCTION.size, ctypes.addressof(self._memory)
        )
        self._pid_offsets = _pid_offsets(code)
        self._number = number

    def install(self) -> None:
        """Filter this process's system calls; there is no way back.

        Raises:
            OSError: The kernel refuses the filter.
        """
        pid = struct.pack("I", os.getpid())
        for offset in self._pid_offsets:
            self._code[offset : offset + 4] = pid
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        result = kernel.libc().syscall(
            self._number, _SET_MODE_FILTER, _SPEC_ALLOW, ctypes.byref(self._program)
        )
        if result != 0:
            raise OSError(ctypes.get_errno(), "seccomp: filter refused")


def status() -> LayerStatus:
    """Say whether filters can be made and installed here."""
    try:
        compile_filter()
    except SandboxError as error:
        return LayerStatus(
            name=Layer.SECCOMP, active=False, detail=error.problem, fix=error.fix
        )
    return LayerStatus(name=Layer.SECCOMP, active=True, detail=_covers())


def _covers() -> str:
    refused = sum(len(names.split()) for names in syscalls.REFUSED.values())
    return f"{refused} system calls refused: {', '.join(syscalls.REFUSED)}"


def compile_filter() -> Filter:
    """Compile the filter for this machine.

    Raises:
        SandboxError: libseccomp or its binding is missing, or the kernel
            was built without filters.
    """
    try:
        import pyseccomp
    except ImportError:
        raise SandboxError(
            problem="pyseccomp is not installed", fix="pip install pyseccomp"
        ) from None
    except RuntimeError:
        raise SandboxError(
            problem="the system library libseccomp.so.2 is not installed",
            fix="apt install libseccomp2, or dnf install libseccomp",
        ) from None
    if not os.path.exists("/proc/sys/kernel/seccomp"):
        raise SandboxError(
            problem="the kernel has no seccomp filters",
            fix="a kernel with CONFIG_SECCOMP_FILTER has them",
        )
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    _add_rules(rules)
    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, "seccomp")
    return Filter(_too_new() + _other_commands() + _exported(rules), number)


def _add_rules(rules: SyscallFilter) -> None:
    from pyseccomp import ERRNO, KILL_PROCESS, MASKED_EQ, NE, Arg, Attr

    # Calls of another architecture (32-bit on 64-bit) have other numbers.
    rules.set_attr(Attr.ACT_BADARCH, KILL_PROCESS)
    with suppress(OSError):  # a binary search, from libseccomp 2.5 on
        rules.set_attr(Attr.CTL_OPTIMIZE, 2)
    refuse = ERRNO(errno.EPERM)
    for names in syscalls.REFUSED.values():
        for name in names.split():
            _add(rules, refuse, name)
    # glibc then falls back to clone, whose flags a filter can read.
    _add(rules, ERRNO(errno.ENOSYS), "clone3")
    for rule in syscalls.REFUSED_ARGUMENTS:
        argument = Arg(rule.argument, MASKED_EQ, rule.mask, rule.value)
        _add(rules, refuse, rule.call, argument)
    _add(rules, refuse, "prlimit64", Arg(2, NE, 0))  # reading limits stays
    for number in syscalls.UNHANDLED_SIGNALS:
        handler = Arg(0, MASKED_EQ, syscalls.INT_MASK, number), Arg(1, NE, 0)
        _add(rules, refuse, "rt_sigaction", *handler)
    for name in syscalls.SIGNAL_CALLS:
        _add(rules, refuse, name, Arg(0, NE, _OWN_PID))


def _add(rules: SyscallFilter, action: int, name: str, *arguments: object) -> None:
    """Add a rule for a call, unless this architecture has never had it."""
    from pyseccomp import Arch, resolve_syscall

    number = resolve_syscall(Arch.NATIVE, name)
    if number < 0:
        number = syscalls.NUMBERS.get(name, -1)
    if number >= 0:
        rules.add_rule(action, number, *arguments)


def _exported(rules: SyscallFilter) -> bytes:
    """Read the compiled program; 2 KiB go through a pipe in one piece."""
    ours, theirs = os.pipe()
    with os.fdopen(ours, "rb") as program:
        with os.fdopen(theirs, "wb") as file:
            rules.export_bpf(file)
        return program.read()


def _too_new() -> bytes:
    """Refuse what is newer than the list of refused calls. Jumps are relative."""
    return (
        _LOAD_NUMBER
        + _INSTRUCTION.pack(_JUMP_IF_GREATER, 0, 1, syscalls.LAST_REVIEWED)
        + _INSTRUCTION.pack(_RETURN, 0, 0, _ERRNO | errno.ENOSYS)
    )


def _other_commands() -> bytes:
    """Refuse commands of calls that do many things, but for those that are needed.

    Not by libseccomp, whose rules compare an argument once, and so cannot say "none of
    these". The lower half of the argument is all that the kernel reads.
    """
    from pyseccomp import Arch, resolve_syscall

    program = b""
    for names, allowed in syscalls.ALLOWED_COMMANDS.items():
        for name in names.split():
            number = resolve_syscall(Arch.NATIVE, name)
            if number < 0:  # this architecture has never had it
                continue
            count = len(allowed)
            program += _LOAD_NUMBER
            program += _INSTRUCTION.pack(_JUMP_IF_EQUAL, 0, count + 2, number)
            program += _LOAD_COMMAND
            for index, command in enumerate(allowed):
                past = count - index  # the comparisons that follow, and the refusal
                program += _INSTRUCTION.pack(_JUMP_IF_EQUAL, past, 0, command)
            program += _INSTRUCTION.pack(_RETURN, 0, 0, _ERRNO | errno.EPERM)
    return program


def _pid_offsets(code: bytes) -> tuple[int, ...]:
    """Find where comparisons with the caller's own process number stand."""
    places = [
        place * _INSTRUCTION.size + 4
        for place, (op, _, _, k) in enumerate(_INSTRUCTION.iter_unpack(code))
        if op == _JUMP_IF_EQUAL and k == _OWN_PID
    ]
    if not places:  # libseccomp may share one comparison between calls
        raise SandboxError(
            problem="the compiled filter has an unexpected form",
            fix="report this, with the version of libseccomp",
        )
    return tuple(places)
