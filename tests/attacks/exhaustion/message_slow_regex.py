# attack: exhaustion
# exercise: corr2d
# tries: to send the grader's own regular expressions, which read messages, into a
#   search that takes years
# held-by: answers have limits of their own

TYPES = (
    TypeError,
    AttributeError,
    RuntimeError,
    NameError,
    KeyError,
    ImportError,
    IndexError,
)
MESSAGES = (
    "corr2d" * 400,
    "a." * 900 + "() takes",
    "<" * 2000,
    "'" * 2000,
    "mat1 and mat2 shapes cannot be multiplied (" + "1x" * 900,
    "The size of tensor a (" + "9" * 1900,
    "name '" + "a" * 1900,
    "size mismatch for " + " " * 1900,
    "Expected all tensors to be on the same device" + ", cuda:0" * 200,
    "Missing key(s) in state_dict: " + '"a", ' * 350,
    "()" * 950 + " missing",
    "[" * 1000 + "]" * 1000,
    "\n" * 1999,
    " " * 1999 + "x",
)
count = 0


def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    global count
    count += 1
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    raise TYPES[count % len(TYPES)](MESSAGES[count % len(MESSAGES)])
