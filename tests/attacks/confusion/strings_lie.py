# attack: confusion
# exercise: corr2d
# tries: to send a text that is none: a string whose slices, encoding and length are its
#   own
# held-by: what a child sends is validated

class Text(str):
    def __getitem__(self, index):
        return self

    def encode(self, *how):
        return self

    def decode(self, *how):
        return b"\xff" * (1 << 20)

    def __len__(self):
        return 0

    def __str__(self):
        return self

    def __format__(self, how):
        return self


class Said(Exception):
    def __str__(self):
        return Text("text")


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return Text("Tensor")
    raise Said
