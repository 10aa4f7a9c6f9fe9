"""System calls that no student's code needs, by what each group could do.

Refused calls fail with EPERM, so that honest code sees a PermissionError. Calls
newer than `LAST_REVIEWED` fail with ENOSYS, as on an older kernel.
"""

from __future__ import annotations

from typing import NamedTuple

LAST_REVIEWED = 469
"""Highest number looked at, `file_setattr` of Linux 6.17. Numbers from 424 on
are the same on every architecture."""

REFUSED = {
    "sockets": (
        "socket socketpair bind listen connect accept accept4"  # sendto stays:
    ),  # send() on a descriptor that was handed over is that call
    "processes and programs": "fork vfork execve execveat setns unshare personality",
    "other processes": (
        "ptrace process_vm_readv process_vm_writev process_madvise process_mrelease "
        "pidfd_open pidfd_getfd pidfd_send_signal kcmp migrate_pages move_pages "
        "tkill rt_sigqueueinfo rt_tgsigqueueinfo setrlimit "
        "setpriority sched_setaffinity sched_setparam sched_setscheduler "
        "sched_setattr ioprio_set"
    ),
    # Landlock does not check these: the owner's own files would be at risk.
    "metadata of files": (
        "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat "
        "utime utimes futimesat utimensat setxattr lsetxattr fsetxattr "
        "removexattr lremovexattr fremovexattr setxattrat removexattrat file_setattr "
        "name_to_handle_at open_by_handle_at "
        "inotify_init inotify_init1 inotify_add_watch fanotify_init fanotify_mark"
    ),
    # By a lock on a library's file, two submissions could talk.
    "locks on files": "flock",
    "mounts": (
        "mount umount umount2 pivot_root chroot fsopen fsconfig fsmount fspick "
        "move_mount open_tree open_tree_attr mount_setattr statmount listmount "
        "quotactl quotactl_fd swapon swapoff"
    ),
    "memory that no limit counts": (
        "memfd_create memfd_secret shmget shmat shmdt shmctl msgget msgsnd msgrcv "
        "msgctl semget semop semtimedop semctl mq_open mq_unlink mq_timedsend "
        "mq_timedreceive mq_notify mq_getsetattr"
    ),
    "kernel": (
        "bpf perf_event_open userfaultfd io_uring_setup io_uring_enter "
        "io_uring_register io_setup io_submit io_destroy io_getevents io_cancel "
        "add_key request_key keyctl kexec_load kexec_file_load init_module "
        "finit_module delete_module create_module get_kernel_syms query_module "
        "syslog acct reboot vhangup modify_ldt iopl ioperm uselib lookup_dcookie "
        "nfsservctl ustat sysfs _sysctl vmsplice seccomp lsm_set_self_attr "
        "settimeofday stime clock_settime clock_settime64 clock_adjtime "
        "clock_adjtime64 adjtimex sethostname setdomainname"
    ),
}

NUMBERS = {
    "mount_setattr": 442,
    "quotactl_fd": 443,
    "memfd_secret": 447,
    "process_mrelease": 448,
    "fchmodat2": 452,
    "statmount": 457,
    "listmount": 458,
    "lsm_set_self_attr": 460,
    "setxattrat": 463,
    "removexattrat": 466,
    "open_tree_attr": 467,
    "file_setattr": 469,
}
"""Numbers of calls that an older libseccomp cannot name."""


ALLOWED_COMMANDS = {
    # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC
    "fcntl fcntl64": (0, 1, 2, 3, 4, 1030),
    # TCGETS and its successor, TIOCGWINSZ: isatty() and the size of a terminal;
    # FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
    "ioctl": (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451),
}
"""Calls that do many things, by the commands in their second argument that Python and
torch need. Others lock ranges of files, ask to be told of changes, grant leases, send
signals, type into terminals, or change attributes of files."""


class Masked(NamedTuple):
    """Refuse a call if one of its arguments, under a mask, has a value.

    The mask cuts off upper halves that the kernel ignores but a filter sees.
    """

    call: str
    argument: int
    mask: int
    value: int


INT_MASK = 0xFFFFFFFF
_CLONE_THREAD = 0x00010000

REFUSED_ARGUMENTS = (
    Masked("clone", 0, _CLONE_THREAD, 0),  # a thread, never a process
    Masked("prctl", 0, INT_MASK, 1),  # PR_SET_PDEATHSIG: outlive the nursery
    Masked("prctl", 0, INT_MASK, 4),  # PR_SET_DUMPABLE
    Masked("prctl", 0, INT_MASK, 22),  # PR_SET_SECCOMP
    Masked("prctl", 0, INT_MASK, 35),  # PR_SET_MM
    Masked("prctl", 0, INT_MASK, 0x59616D61),  # PR_SET_PTRACER
)

# Of a fatal error, and the one that asks a child where it stands: their handlers were
# set before, are in C, and take themselves back.
_HANDLED = {4, 6, 7, 8, 10, 11}
UNHANDLED_SIGNALS = tuple(number for number in range(1, 65) if number not in _HANDLED)
"""Signals for which no handler can be set: it would be given the grader's frames."""

SIGNAL_CALLS = ("kill", "tgkill")
"""Calls that may name nobody but the caller; raise() and abort() use the second."""
