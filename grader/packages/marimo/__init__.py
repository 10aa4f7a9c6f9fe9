"""What notebooks of marimo use of it: nothing is shown, and nobody chooses."""

from typing import Any


class Shown:
    """Something that could be shown; whatever is asked of it, it gives itself."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __call__(self, *_: object, **__: object) -> "Shown":
        """Give itself, whatever it is called with."""
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return Shown()
