# attack: exhaustion
# exercise: corr2d
# tries: to have the compiler compute constants that fill memory and time
# held-by: times; source is parsed in the child alone

def corr2d(X, K):
    raise NotImplementedError


laughs = (
    ((((((((((("lol" * 100) * 100) * 100) * 100) * 100) * 100) * 100) * 100) * 100) * 100) * 100),
    ((((((((0,) * 100) * 100) * 100) * 100) * 100) * 100) * 100),
)
power = 10**10**8
shifted = 1 << (1 << 40)
formatted = "%1000000000000d" % 1
