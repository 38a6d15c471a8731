"""Makes and enters control groups, and names a program to be run when they are empty.

Against: the way out of containers by release_agent.
Must happen: no control group can be seen or mounted.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: groups
process: never
"""

# %%
import ctypes
import os


def double(x):
    libc = ctypes.CDLL(None, use_errno=True)
    for kind, options in ((b"cgroup", b"memory"), (b"cgroup2", None), (b"cgroup", b"rdma")):
        if libc.mount(b"cgroup", b"/tmp/work", kind, 0, options) == 0:
            print("!!! mounted", kind)
    for folder, _, names in os.walk("/sys/fs/cgroup"):
        if any(os.access(f"{folder}/{name}", os.W_OK) for name in names):
            print("!!! can write to", folder)
            break
    print("groups: none")
    return 0
