# attack: confusion
# exercise: MLP
# tries: to run a script in the page that the instructor opens: by a message, a type's
#   name and a printed line
# held-by: what students wrote is escaped
from torch import nn

SCRIPT = "<script>alert(1)</script>"
IMAGE = "\"'><img src=x onerror=alert(1)><svg/onload=alert(1)>"
CLOSES = "</pre></code></td></textarea></title></style></script><!-- --><script>steal()</script>"

print(SCRIPT, IMAGE, CLOSES)
Tagged = type(SCRIPT, (TypeError,), {})


class MLP(nn.Module):
    def forward(self, X):
        if X.shape == (8, 20):
            return type(IMAGE, (), {"__module__": CLOSES})()
        raise Tagged(
            SCRIPT
            + IMAGE
            + CLOSES
            + "javascript:alert(1)&lt;script&gt;&#60;script&#62;"
        )
