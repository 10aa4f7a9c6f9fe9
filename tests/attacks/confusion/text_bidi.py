# attack: confusion
# exercise: corr2d
# tries: to have failed read as passed, by characters that turn, hide or imitate their
#   neighbours
# held-by: what students wrote is escaped

print("\u202eliaf\u202c \u2066ssap\u2069 \u200f\u061c")
print("pa\u00adss\u200bed \u2062\u3164\ufeff\U000e0041 раssеd")


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    raise NotImplementedError("\u202e.nettirw si siht\u202c \u2067right\u2069")
