"""Writes a file that never ends, and one with a hole of a terabyte.

Against: the disk.
Must happen: there is no disk here, and files have a limit.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: refused
process: holds
"""

# %%
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def double(x):
    refused = 0
    for size in (1 << 40, 1 << 27):
        try:
            with open("gotcha-large", "wb") as file:
                if size == 1 << 40:
                    file.truncate(size)
                else:
                    for _ in range(size >> 20):
                        file.write(bytes(1 << 20))
            print("!!! wrote", size)
        except OSError:
            refused += 1
    print("refused", refused)
    return 0
