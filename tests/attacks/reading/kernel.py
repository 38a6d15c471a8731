"""Reads what the kernel tells: addresses, messages, keys, schedulers, its memory, other users.

Against: leaks of the machine's state.
Must happen: what can be read is of no use to anybody.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: kernel:
process: open
"""

# %%
import os


def double(x):
    for path in ("/proc/kcore", "/dev/kmsg", "/proc/kmsg", "/proc/timer_list", "/proc/sched_debug"):
        try:
            with open(path, "rb") as file:
                if file.read(64):
                    print("!!! read", path)
        except OSError:
            continue
    try:
        first = open("/proc/kallsyms").readline().split()[0]
        if int(first, 16):
            print("!!! addresses of the kernel:", first)
    except (OSError, IndexError):
        pass
    for path in ("/sys/kernel", "/sys/fs/cgroup", "/sys/class/net", "/sys/block"):
        if os.path.exists(path) and os.listdir(path):
            print("!!! can be looked at:", path)
    print("kernel: looked")
    return 0
