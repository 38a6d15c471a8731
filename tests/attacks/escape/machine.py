"""Reboots, renames the machine, sets its clock, writes to /proc/sys and to sysrq.

Against: the machine itself.
Must happen: each is refused.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: refused
process: never
"""

# %%
import ctypes
import os
import socket
import time


def double(x):
    libc, refused = ctypes.CDLL(None, use_errno=True), 0
    if os.path.exists(f"/proc/{TARGET['suite']}/exe") and os.getpid() > 64:
        print("!!! sees the machine's processes, so nothing is done to it")
        return 0
    for path, text in (
        ("/proc/sysrq-trigger", "h"),
        ("/proc/sys/kernel/core_pattern", "|/tmp/gotcha"),
        ("/proc/sys/kernel/modprobe", "/tmp/gotcha"),
        ("/proc/sys/kernel/hostname", "gotcha"),
        ("/proc/sys/vm/drop_caches", "1"),
        ("/proc/sys/kernel/ns_last_pid", "1"),
        ("/sys/kernel/uevent_helper", "/tmp/gotcha"),
        ("/sys/fs/cgroup/release_agent", "/tmp/gotcha"),
        ("/proc/1/oom_score_adj", "-1000"),
        ("/proc/self/oom_score_adj", "-1000"),
        ("/proc/self/uid_map", "0 0 1"),
    ):
        try:
            with open(path, "w") as file:
                file.write(text)
            print("!!! wrote to", path)
        except OSError:
            refused += 1
    try:
        socket.sethostname("gotcha")
        print("!!! renamed the machine")
    except OSError:
        refused += 1
    try:
        time.clock_settime(time.CLOCK_REALTIME, time.time())
        print("!!! set the clock")
    except OSError:
        refused += 1
    if libc.reboot(0x0) == 0:
        print("!!! reboots")
    print("refused", refused)
    return 0
