# attack: exhaustion
# exercise: corr2d
# tries: to crash where nothing can be caught: it reads an address that is not there
# held-by: a fresh child after a crash
# rightly: contract
import ctypes


def corr2d(X, K):
    ctypes.string_at(8)
