"""Parse Python in several threads at once.

CPython counts how deep a syntax tree is for all threads together while it makes it. If
a garbage collection lets another thread parse meanwhile, it raises `SystemError: AST
constructor recursion depth mismatch` (seen with 3.11.7).
"""

from __future__ import annotations

import ast
import threading

_one_at_a_time = threading.Lock()


def parse(source: str) -> ast.Module:
    """Parse a whole file.

    Raises:
        SyntaxError: It is no Python.
    """
    with _one_at_a_time:
        return ast.parse(source)


def parse_expression(source: str) -> ast.expr:
    """Parse one expression.

    Raises:
        SyntaxError: It is none.
    """
    with _one_at_a_time:
        return ast.parse(source, mode="eval").body
