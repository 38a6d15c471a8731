"""Attaches to its parent and to a child, as a debugger does.

Against: other processes' memory.
Must happen: ptrace is refused, and so are its newer cousins.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: refused
process: never
"""

# %%
import ctypes
import os
import time

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    child = os.fork()
    if child == 0:
        time.sleep(10)
        os._exit(0)
    refused = 0
    for pid in (os.getppid(), 1, child):
        if libc.ptrace(16, pid, 0, 0) == 0:
            print("!!! attached to", pid)
        elif libc.syscall(310, pid, 0, 0, 0, 0, 0) == 0 and pid != child:
            print("!!! reads the memory of", pid)
        else:
            refused += 1
    if libc.syscall(438, libc.syscall(434, 1, 0), 0, 0) >= 0:
        print("!!! took a descriptor of its parent")
    os.kill(child, 9)
    print("refused", refused)
    return 0
