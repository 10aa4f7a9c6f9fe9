"""Run PyTorch's CUDA build on the stand-in runtime: `run.py PROGRAM.py [ARGUMENT ...]`.

Run it with the Python of an environment that has PyTorch's CUDA build; README.md says
how to make one. The stand-in is built first, if it is missing or old; `g++` and `nm`
are needed for that.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
RECIPE = "scripts/standin/README.md"
BUILT = HERE.parents[1] / "build" / "standin"
RUNTIME, DRIVER = BUILT / "libstandin.so", BUILT / "libcuda.so.1"
# Libraries of PyTorch that call CUDA, and what they call that needs a driver.
CALLERS = {
    RUNTIME: (("libtorch_cuda.so", "libtorch_cuda_linalg.so"), ("cublas", "nccl")),
    DRIVER: (("libcaffe2_nvrtc.so",), ("cu",)),
}
SOURCES = {
    RUNTIME: ("devices.cpp", "streams.cpp", "kernels.cpp"),
    DRIVER: ("driver.cpp",),
}
# Functions that need no driver: the real ones are better.
REAL = {"ncclGetErrorString", "ncclGetLastError", "ncclGetVersion"}


def main(command: list[str]) -> None:
    """Build what is missing, and become the program."""
    torch = _folder("torch")
    if torch is None or not (torch / "lib" / "libtorch_cuda.so").exists():
        sys.exit(f"this Python has no CUDA build of PyTorch: see {RECIPE}")
    if not command:
        sys.exit(__doc__)
    BUILT.mkdir(parents=True, exist_ok=True)
    for library in SOURCES:
        if _old(library, torch / "version.py", *HERE.iterdir()):
            _build(library, torch)
    os.environ["LD_PRELOAD"] = str(RUNTIME)
    os.environ["LD_LIBRARY_PATH"] = str(BUILT)
    # Each tensor has memory of its own, so that nothing is left in it by another.
    os.environ["PYTORCH_NO_CUDA_MEMORY_CACHING"] = "1"
    os.execv(sys.executable, [sys.executable, *command])


def _folder(package: str) -> Path | None:
    """Return where a package lies, without importing it."""
    found = importlib.util.find_spec(package)
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) if places else None


def _old(library: Path, *sources: Path) -> bool:
    """Say whether a library must be built."""
    made = library.stat().st_mtime if library.exists() else 0.0
    return any(source.stat().st_mtime > made for source in sources)


def _build(library: Path, torch: Path) -> None:
    """Compile the sources of a library, and what they leave out, and link it."""
    packages = torch.parent
    # The wheels of CUDA leave out crt/, which Triton brings along.
    folders = ("nvidia/*/include", "triton/backends/nvidia/include")
    places = [f"-I{found}" for folder in folders for found in packages.glob(folder)]
    part, rest = library.with_suffix(".o"), library.with_suffix(".rest.cpp")
    sources = [HERE / name for name in SOURCES[library]]
    compile_ = ["g++", "-std=c++17", "-O1", "-Wall", "-fPIC"]
    # -r joins all into one object, whose names can be listed.
    subprocess.run([*compile_, *places, "-r", *sources, "-o", part], check=True)
    names, prefixes = CALLERS[library]
    wanted = {
        name
        for caller in names
        for name in _symbols(torch / "lib" / caller, "--dynamic", "--undefined-only")
        if name.startswith(prefixes)
    }
    inert = wanted - set(_symbols(part, "--defined-only")) - REAL
    rest.write_text(_inert(sorted(inert)), encoding="utf-8")
    subprocess.run([*compile_, "-shared", rest, part, "-o", library], check=True)


def _symbols(file: Path, *options: str) -> set[str]:
    """Return the functions that a library or an object names."""
    done = subprocess.run(
        ["nm", "--format=just-symbols", *options, file],
        check=True,
        capture_output=True,
        text=True,
    )
    return {line.partition("@")[0] for line in done.stdout.splitlines()}


def _inert(names: Iterable[str]) -> str:
    """Write functions that do nothing and report success."""
    return "".join(f'extern "C" int {name}() {{ return 0; }}\n' for name in names)


if __name__ == "__main__":
    main(sys.argv[1:])
