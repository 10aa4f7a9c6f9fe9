# attack: reaching
# exercise: CenteredLayer
# tries: read the reference, the assignment and other submissions, whose paths it knows
# held-by: what a child may read holds no reference, no assignment and no other submission
import glob
import os

from torch import nn


def attempt(what, function, *args, **more):
    """Do it, and say what came of it."""
    try:
        result = function(*args, **more)
    except BaseException as error:
        print(what, type(error).__name__)
    else:
        print(what, "gave", repr(result)[:300])
        return result


attempt("reference", lambda: open("@reference@").read()[-60:])
attempt("assignment", lambda: open("@course@/assignments/layers/assignment.toml").read()[:60])
attempt("submissions", os.listdir, "@submissions@")
attempt("list", lambda: [os.scandir(name).__next__() for name in ("@course@", "/tmp")])
for name in glob.glob("@course@/*/**", recursive=True):
    print("REACHED", name)


class CenteredLayer(nn.Module):
    def forward(self, X):
        raise NotImplementedError
