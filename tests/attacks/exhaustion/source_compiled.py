# attack: exhaustion
# exercise: corr2d
# tries: to crash the parser and the compiler at run time, by sources that are nested,
#   long or wide
# held-by: a fresh child after a crash; times
import ast
from contextlib import suppress

SOURCES = (
    "(" * 5_000_000,
    "[" * 90 + "]" * 90,
    "-" * 1_000_000 + "1",
    "a" + ".a" * 300_000,
    "1" + "+1" * 200_000,
    "lambda:" * 100_000 + "0",
    "if 1:\n" + "".join(" " * i + "if 1:\n" for i in range(1, 120)) + " " * 121 + "pass",
    "x = {" + ",".join(map(str, range(300_000))) + "}",
    "\n".join(f"def f{i}(): pass" for i in range(100_000)),
    "f(" + ",".join(f"a{i}=1" for i in range(50_000)) + ")",
    "try: pass\n" + "except a: pass\n" * 50_000,
    "not " * 100_000 + "1",
    "x = " + "f'{" * 140 + "1" + "}'" * 140,
)


def corr2d(X, K):
    for source in SOURCES:
        with suppress(SyntaxError, RecursionError, MemoryError, ValueError, OverflowError):
            ast.parse(source)
            compile(source, "corr2d.py", "exec")
    raise NotImplementedError
