"""Makes system calls through the entry for 32-bit programs, and with x32 numbers.

Against: a filter that knows one table of numbers only.
Must happen: such a call ends the process.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: signal
process: open
"""

# %%
import ctypes
import mmap

import numpy as np


def double(x):
    libc = ctypes.CDLL(None, use_errno=True)
    if np.shape(x):
        libc.syscall(0x40000000 + 39)
        print("!!! a call with an x32 number came back")
        return 0
    # mov eax, 20 (getpid); int 0x80; ret
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    found = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    print("!!! a 32-bit call came back:", found)
    return 0
