"""Mounts of the nursery's own mount namespace: /proc, scratch, read-only rest."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from grader.isolation.confinement import kernel
from grader.isolation.confinement.layers import Layer, LayerStatus

SCRATCH = Path("/dev/shm")
"""Where the scratch tmpfs goes. Every Linux has this folder, no program or
course lives in it, and torch's shared memory then counts as scratch too."""

_HARMLESS = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC


def make_private() -> None:
    """Cut mounts off from the machine's, so that no change reaches it.

    Raises:
        OSError: The kernel refuses; nothing may be mounted then.
    """
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)


def mount_proc() -> LayerStatus:
    """Mount a /proc that shows only the processes of this pid namespace."""
    try:
        kernel.mount("proc", "/proc", "proc", _HARMLESS)
    except OSError as error:
        return LayerStatus(
            name=Layer.PRIVATE_PROC,
            active=False,
            detail=f"/proc cannot be mounted ({error.strerror})",
            fix="in a container, run it with --security-opt systempaths=unconfined",
        )
    return LayerStatus(
        name=Layer.PRIVATE_PROC, active=True, detail="other processes are not listed"
    )


def mount_scratch(mib: int, files: int) -> LayerStatus:
    """Mount a tmpfs of limited size for the scratch folder."""
    options = f"size={mib}m,nr_inodes={files},mode=0700"
    try:
        kernel.mount("tmpfs", str(SCRATCH), "tmpfs", _HARMLESS, options)
    except OSError as error:
        return LayerStatus(
            name=Layer.SCRATCH_TMPFS,
            active=False,
            detail=f"no tmpfs at {SCRATCH} ({error.strerror})",
            fix=f"let the container mount file systems, and have a folder {SCRATCH}",
        )
    return LayerStatus(
        name=Layer.SCRATCH_TMPFS,
        active=True,
        detail=f"{mib} MiB and {files} files in all, gone with the nursery",
    )


def seal(scratch: Path | None) -> LayerStatus:
    """Make every mount read-only but the scratch tmpfs.

    Landlock leaves chmod, chown and utime alone; a read-only mount does not.
    """
    try:
        kernel.change_mount("/", add=kernel.MOUNT_ATTR_RDONLY, recurse=True)
        if scratch is not None:
            kernel.change_mount(
                str(scratch), drop=kernel.MOUNT_ATTR_RDONLY, recurse=False
            )
    except OSError as error:
        with suppress(OSError):
            kernel.change_mount("/", drop=kernel.MOUNT_ATTR_RDONLY, recurse=True)
        return LayerStatus(
            name=Layer.READ_ONLY_MOUNTS,
            active=False,
            detail=f"mounts stay writable ({error.strerror})",
            fix="Linux 5.12 or later can do this",
        )
    return LayerStatus(
        name=Layer.READ_ONLY_MOUNTS, active=True, detail="all but the scratch folder"
    )
