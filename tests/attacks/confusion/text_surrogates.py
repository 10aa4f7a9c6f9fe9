# attack: confusion
# exercise: corr2d
# tries: to break whoever writes a report as UTF-8: lone halves of characters, in every
#   text that leaves
# held-by: what students wrote is escaped
import os

os.write(1, b"\xff\xfe\xed\xa0\x80\xf4\x90\x80\x80\xc0\xaf")
print("\N{GRINNING FACE}", flush=True)
Half = type("\N{GRINNING FACE}Half", (NotImplementedError,), {})


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return {"\ud83d": "\udc00", ("\ud800", "\udfff"): ["\udcff" * 2000]}
    raise Half("\ud800\udfff\udcff" * 600)
