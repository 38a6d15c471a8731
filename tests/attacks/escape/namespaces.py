"""Makes namespaces of its own, in which it would be root, and enters those of others.

Against: the kernel's own machinery, of which root in a namespace sees much more.
Must happen: unshare, clone with flags, clone3 and setns are refused.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: refused
process: open
"""

# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    refused = 0
    for name, flag in (("user", 0x10000000), ("mount", 0x20000), ("net", 0x40000000)):
        child = os.fork()
        if child == 0:
            os._exit(libc.unshare(flag) == 0)
        if os.waitpid(child, 0)[1]:
            print("!!! has a new namespace:", name)
        pid = libc.syscall(56, flag | 17, 0, 0, 0, 0)
        if pid == 0:
            os._exit(0)
        if pid > 0:
            print("!!! cloned with a new namespace:", name)
        refused += 1
    for pid in (1, os.getppid()):
        try:
            found = os.open(f"/proc/{pid}/ns/mnt", os.O_RDONLY)
        except OSError:
            continue
        if libc.setns(found, 0) == 0:
            print("!!! entered the namespace of", pid)
    print("refused", refused)
    return 0
