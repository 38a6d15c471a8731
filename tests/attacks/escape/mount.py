"""Mounts, unmounts, and binds what lies below its own root directory.

Against: the private root directory.
Must happen: every way of mounting is refused.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: refused
process: never
"""

# %%
import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    tries = {
        "tmpfs": libc.mount(b"none", b"/tmp/work", b"tmpfs", 0, None),
        "proc": libc.mount(b"proc", b"/tmp/work", b"proc", 0, None),
        "bind": libc.mount(b"/", b"/tmp/work", None, 4096, None),
        "remount": libc.mount(b"none", b"/usr", None, 32 | 4096, None),
        "umount": libc.umount2(b"/proc", 2),
        "fsopen": libc.syscall(430, b"tmpfs", 0) < 0 and -1,
        "open_tree": libc.syscall(428, -100, b"/", 1) < 0 and -1,
        "pivot_root": libc.syscall(155, b"/tmp", b"/tmp"),
    }
    for name, result in tries.items():
        if result == 0:
            print("!!! worked:", name)
    print("refused", list(tries.values()).count(-1))
    return 0
