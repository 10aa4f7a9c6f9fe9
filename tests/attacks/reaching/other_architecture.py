# attack: reaching
# exercise: corr2d
# tries: make system calls under the numbers of another architecture, which a filter may not know
# held-by: seccomp ends a process that uses another architecture's calls
# rightly: contract
import ctypes
import mmap
import platform

from torch import nn


# mov eax, 20 (getpid in 32 bits); int 0x80; ret
CODE = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"


def corr2d(X, K):
    if platform.machine() == "x86_64":
        memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        memory.write(CODE)
        address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
        found = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
        if found > 0:
            print("REACHED a call of another architecture", found)
    raise NotImplementedError
