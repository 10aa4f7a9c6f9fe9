"""What notebooks show things with: it shows nothing."""

from typing import Any


def do_nothing(*_: object, **__: object) -> None:
    """Show nothing."""


display = clear_output = set_matplotlib_formats = do_nothing


class Shown:
    """Something that could be shown, such as `HTML`, `Image` or `Markdown`."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return do_nothing


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return do_nothing if name.islower() else Shown
