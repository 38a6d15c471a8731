"""Leaves its root directory by chroot, fchdir and a folder that was kept open.

Against: root directories, out of which root finds a way.
Must happen: chroot is refused.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: chroot
process: never
"""

# %%
import os


def double(x):
    kept = os.open("/", os.O_RDONLY)
    try:
        os.mkdir("/tmp/work/cell")
        os.chroot("/tmp/work/cell")
        os.fchdir(kept)
        for _ in range(20):
            os.chdir("..")
        os.chroot(".")
        print("!!! chroot worked", os.listdir("/")[:5])
    except OSError as error:
        print("chroot:", error.errno)
    return 0
