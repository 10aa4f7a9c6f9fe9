"""What a notebook gives its cells: `await` at the top level, `_`, `display`."""

from __future__ import annotations

import ast
import asyncio
import time
from functools import cached_property
from inspect import CO_COROUTINE
from types import CodeType
from typing import Any

# Defined in the submission's own namespace, so that nothing of ours is behind them.
_OFFERED = compile(
    """
def get_ipython():
    from IPython import get_ipython
    return get_ipython()

def display(*shown, **how):
    from IPython.display import display
    return display(*shown, **how)
""",
    "<grader>",
    "exec",
)
UNSET = object()


class Shell:
    """Compiles and runs the statements of a submission as a notebook does.

    Args:
        namespace: Where they run; it gets what notebooks define there.
    """

    def __init__(self, namespace: dict[str, object]) -> None:
        self._namespace = namespace
        self._last: object = UNSET
        exec(_OFFERED, namespace)  # noqa: S102 - our own

    def compiled(self, statement: ast.stmt, filename: str, flags: int) -> CodeType:
        """Compile a statement; of an expression, so that its value can be kept.

        Raises:
            SyntaxError: It cannot stand at the top level.
        """
        flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        mode, tree = "exec", ast.Module([statement], type_ignores=[])
        if isinstance(statement, ast.Expr):
            mode, tree = "eval", ast.Expression(statement.value)  # type: ignore[assignment]
        code: CodeType = compile(tree, filename, mode, flags=flags, dont_inherit=True)
        return code

    def run(self, code: CodeType, namespace: dict[str, object]) -> None:
        """Run compiled code; what an expression gives is `_` afterwards."""
        value: Any = eval(code, namespace)  # the student's code, confined
        if code.co_flags & CO_COROUTINE:
            value = self._loop.run_until_complete(value)
        known = self._namespace.get("_", UNSET)
        if (
            value is not None and known is self._last
        ):  # else `_` is the submission's own
            self._namespace["_"] = self._last = value

    @cached_property
    def _loop(self) -> _Loop:
        return _Loop()


class _Loop(asyncio.BaseEventLoop):
    """An event loop that waits for time alone: there is no network, and no socket."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = self

    def select(self, timeout: float | None) -> list[object]:
        """Wait; a loop in which nothing is ever going to happen does not wait."""
        if timeout is None:
            raise RuntimeError("what is awaited here never comes")
        time.sleep(max(timeout, 0))
        return []

    def __del__(self, _warn: object = None) -> None:
        """Nothing is open that had to be closed."""

    def _process_events(self, event_list: list[object]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody else runs who could wake the loop."""
