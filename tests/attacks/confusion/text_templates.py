# attack: confusion
# exercise: MLP
# tries: to be evaluated by whatever fills a text in: Jinja, rich, Markdown, printf,
#   format and logging
# held-by: what students wrote is escaped
from torch import nn

TEXTS = (
    "{{ 7 * 7 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}{# #}",
    "[bold red]owned[/] [link=https://evil.example]x[/link] [/red] \\[",
    "[x](javascript:alert(1)) ![x](https://evil.example/x.png) | a | b |\n|---|---|\n`` ` ``",
    "%s%n%(password)s {0.__class__} {} ${PATH} $(id) `id` \\u0041 \\x1b",
    ":smile: :warning:",
)
for text in TEXTS:
    print(text)


class MLP(nn.Module):
    def forward(self, X):
        if X.shape == (8, 20):
            return type(TEXTS[1], (), {"__module__": TEXTS[0]})()
        raise type(TEXTS[3], (TypeError,), {})("\n".join(TEXTS))
