"""Makes and opens devices: disks, memory, kernel messages, consoles, terminals.

Against: raw devices, which know no rights of files.
Must happen: five harmless devices are there and none can be made.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: devices:
process: never
"""

# %%
import glob
import os
import stat


def double(x):
    harmless = {"null", "zero", "full", "random", "urandom"}
    for path in glob.glob("/dev/*"):
        kind = os.lstat(path).st_mode
        if stat.S_ISBLK(kind) or (stat.S_ISCHR(kind) and os.path.basename(path) not in harmless):
            try:
                os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
                print("!!! opened", path)
            except OSError:
                continue
    for major, minor in ((8, 0), (254, 0), (1, 1), (1, 2), (1, 11)):
        path = f"/tmp/work/node-{major}-{minor}"
        for kind in (stat.S_IFBLK, stat.S_IFCHR):
            try:
                os.mknod(path, kind | 0o666, os.makedev(major, minor))
                os.close(os.open(path, os.O_RDONLY))
                print("!!! made and opened", major, minor)
            except OSError:
                continue
    print("devices: none")
    return 0
