"""Where that comes from which could change what pytest says of a submission.

pytest loads what it finds: settings of a folder above, every `conftest.py` on the way,
plugins that a variable names. In a student's repository these are the student's. So
checks are graded only where all of it is the course's, or is installed.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

VARIABLES = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")
_INSTALLED = ("stdlib", "platstdlib", "purelib", "platlib")


def strangers(config: pytest.Config, course: Path) -> Iterator[str]:
    """Name what comes from outside a course, each with what it is.

    Args:
        config: Of the run.
        course: Folder of the course.
    """
    for name in VARIABLES:
        if os.environ.get(name):
            yield f"the variable {name} is set"
    inside = [course.resolve(), *_installed()]
    places = {"rootdir": config.rootpath, "the ini file": config.inipath}
    for what, place in places.items():
        if place is not None and not place.resolve().is_relative_to(inside[0]):
            yield f"{what} is {place}"
    for name, plugin in config.pluginmanager.list_name_plugin():
        file = _file_of(plugin)
        if file and not any(file.is_relative_to(folder) for folder in inside):
            is_conftest = file.name == "conftest.py"
            yield f"{'a conftest' if is_conftest else f'the plugin {name}'} is {file}"


def _installed() -> list[Path]:
    """Folders of Python, of installed packages and of the grader."""
    folders = [Path(sysconfig.get_path(name)) for name in _INSTALLED]
    return [folder.resolve() for folder in (*folders, Path(__file__).parent)]


def _file_of(plugin: object) -> Path | None:
    """Where the code of a plugin stands: a module's, or that of an object's class."""
    module = sys.modules.get(type(plugin).__module__)
    file = getattr(plugin, "__file__", None) or getattr(module, "__file__", None)
    return Path(file).resolve() if isinstance(file, str) else None
