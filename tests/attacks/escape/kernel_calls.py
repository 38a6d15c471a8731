"""Calls what most holes in the kernel begin with: bpf, perf, userfaultfd, io_uring, keys, modules.

Against: the kernel.
Must happen: the filter refuses each of them.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: refused
process: never
"""

# %%
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
CALLS = {
    "bpf": (321, 0, 0, 0),
    "perf_event_open": (298, 0, 0, -1, -1, 0),
    "userfaultfd": (323, 1),
    "io_uring_setup": (425, 1, 0),
    "add_key": (248, b"user", b"gotcha", b"x", 1, -2),
    "keyctl": (250, 0, -3, 0),
    "init_module": (175, 0, 0, 0),
    "finit_module": (313, 0, 0, 0),
    "kexec_load": (246, 0, 0, 0, 0),
    "open_by_handle_at": (304, -100, 0, 0),
    "name_to_handle_at": (303, -100, b"/", 0, 0, 0),
    "quotactl": (179, 0, 0, 0, 0),
    "acct": (163, b"/tmp/acct"),
    "swapon": (167, b"/tmp/swap", 0),
    "iopl": (172, 3),
    "modify_ldt": (154, 0, 0, 0),
    "seccomp_notify": (317, 1, 8, 0),
    "memfd_create": (319, b"gotcha", 0),
    "process_madvise": (440, 0, 0, 0, 0, 0),
    "landlock": (444, 0, 0, 1),
    "syslog": (103, 3, 0, 0),
    "settimeofday": (164, 0, 0),
}
EPERM, ENOSYS = 1, 38


def double(x):
    refused = 0
    for name, (number, *arguments) in CALLS.items():
        ctypes.set_errno(0)
        result = libc.syscall(number, *arguments)
        if result >= 0 and name != "landlock":
            print("!!! worked:", name, result)
        elif ctypes.get_errno() in (EPERM, ENOSYS):
            refused += 1
        elif name not in ("seccomp_notify", "landlock"):
            print("!!! reached the kernel:", name, ctypes.get_errno())
    print("refused", refused)
    return 0
