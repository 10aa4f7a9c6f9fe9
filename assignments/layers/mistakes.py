"""Mistakes of `layers`: known wrong versions of the reference."""

from grader import mistakes

# --- MyLinear -----------------------------------------------------------------

mistake = mistakes("MyLinear", loses="value")
mistake(
    "the ReLU is missing",
    "F.relu(X @ self.weight + self.bias)",
    "X @ self.weight + self.bias",
)
