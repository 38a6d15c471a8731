"""Makes keys, semaphores, message queues, watches, pipes with large buffers, and timers.

Against: kernel memory, which no limit of a process counts.
Must happen: each kind is refused, or limited by the namespace or the number of descriptors.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: made
process: never
"""

# %%
import ctypes
import fcntl
import os


def double(x):
    libc = ctypes.CDLL(None, use_errno=True)
    made = sum(libc.shmget(0, 1 << 20, 0o1666) >= 0 for _ in range(50))
    made += sum(libc.semget(0, 100, 0o1666) >= 0 for _ in range(50))
    made += sum(libc.msgget(0, 0o1666) >= 0 for _ in range(50))
    made += sum(libc.syscall(248, b"user", b"gotcha%d" % n, b"x" * 1000, 1000, -3) > 0 for n in range(50))
    for _ in range(60):
        try:
            fcntl.fcntl(os.pipe()[1], 1031, 1 << 20)
        except OSError:
            break
    print("made", made < 200)
    return 0
