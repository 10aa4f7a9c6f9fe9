# attack: confusion
# exercise: corr2d
# tries: to hold something else at each look: lists and dicts whose length, items and
#   truth disagree
# held-by: what a child sends is validated

class Items(list):
    looks = 0

    def __len__(self):
        return 10**9

    def __iter__(self):
        Items.looks += 1
        return iter([Items.looks] * Items.looks)

    def __bool__(self):
        raise NotImplementedError

    def __getitem__(self, index):
        return self


class Names(dict):
    def items(self):
        return iter([(Items(), Names), (1.5, 2), (True, 1), (1, True)])

    def __contains__(self, key):
        return True


def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    return Items() if X.shape == (4, 5) else [Items(), Names()]
