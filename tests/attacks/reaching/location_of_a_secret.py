# attack: reaching
# exercise: corr2d
# tries: raise errors that claim to stand in the secret file or the reference, so that the report quotes them
# held-by: excerpts are cut from the submission alone
# rightly: contract
import linecache

from torch import nn


PLACES = ("@secret-file@", "@reference@", "../reference/layers.py")


def corr2d(X, K):
    for place in PLACES:
        print(linecache.getline(place, 1))
    error = SyntaxError("look here", (PLACES[0], 1, 1, "x"))
    code = compile("\n" * 4 + "raise error", PLACES[1], "exec")
    exec(code, {"error": error})
