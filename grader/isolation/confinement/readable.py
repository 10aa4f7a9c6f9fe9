"""Readable paths: the few places that Python and torch need while they run.

Neither the home folder, nor the course, nor the grader's own package in an
editable install is among them, even where the interpreter or the virtual
environment lives inside one of these: only library folders are named.
"""

from __future__ import annotations

import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.errors import SandboxError

_LIBRARIES = ("/usr/lib", "/usr/lib64", "/lib", "/lib64")
_FILES = (
    "/dev/full",
    "/dev/random",
    "/dev/urandom",
    "/dev/zero",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    # Looked at by OpenMP, oneDNN, cpuinfo and malloc, at times long after import.
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/sys/vm/overcommit_memory",
    "/proc/version",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
    "/sys/kernel/mm/transparent_hugepage",
)
_PACKAGE_FOLDERS = {"site-packages", "dist-packages"}
_MAPPED_LIBRARY = re.compile(r" (/.+\.so[.\d]*)$", re.MULTILINE)


def readable_paths() -> tuple[Path, ...]:
    """Compute what a child may read, resolved, none inside another."""
    paths = _outermost([*_LIBRARIES, *_FILES, *_python_folders()])
    return _outermost([*map(str, paths), *_loaded_libraries(paths)])


def refuse_readable(secrets: Iterable[Path], readable: Iterable[str]) -> None:
    """Refuse to go on where children could read what they must not.

    Asked by the judge, so that the nursery never hears of the secrets' places.

    Args:
        secrets: Files and folders, such as the reference.
        readable: What children may read, resolved.

    Raises:
        SandboxError: One of the secrets lies in a folder that children may read.
    """
    folders = [Path(path) for path in readable]
    for secret in secrets:
        _refuse_inside(secret.resolve(), folders)


def _python_folders() -> Iterator[str]:
    """Name the standard library, and the folders that pip installs into."""
    yield str(Path(sys.base_prefix, "lib"))
    for name in ("stdlib", "platstdlib", "purelib", "platlib"):
        yield sysconfig.get_path(name)
    for entry in sys.path:
        if Path(entry).name in _PACKAGE_FOLDERS:
            yield entry


def _loaded_libraries(covered: Iterable[Path]) -> Iterator[str]:
    """Name the shared libraries of this process that live anywhere else."""
    try:
        maps = Path("/proc/self/maps").read_text(errors="surrogateescape")
    except OSError:
        return
    known = tuple(f"{path}/" for path in covered)
    for name in {match[1] for match in _MAPPED_LIBRARY.finditer(maps)}:
        if not name.startswith(known):
            yield name


def _outermost(names: Iterable[str]) -> tuple[Path, ...]:
    """Resolve paths, and drop what is missing or already covered."""
    existing = {path.resolve() for path in map(Path, names) if path.exists()}
    kept: list[Path] = []
    for path in sorted(existing):
        if not any(path.is_relative_to(outer) for outer in kept):
            kept.append(path)
    return tuple(kept)


def _refuse_inside(secret: Path, paths: Iterable[Path]) -> None:
    for path in paths:
        if secret.is_relative_to(path):
            raise SandboxError(
                problem=f"children may read all of {path}, and so {secret}",
                fix="move the course out of that folder",
            )
