"""Types into the terminal of whoever started the grader.

Against: TIOCSTI and TIOCLINUX, by which a program types.
Must happen: there is no terminal, and the calls are refused.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: refused
process: open
"""

# %%
import fcntl
import os


def double(x):
    refused = 0
    try:
        descriptor = os.open("/dev/tty", os.O_RDWR)
        print("!!! has a terminal")
    except OSError:
        descriptor = 0
    for request in (0x5412, 0x541C, 0x540E):
        for number in (descriptor, 0, 1, 2):
            try:
                fcntl.ioctl(number, request, b"x")
                print("!!! typed")
            except OSError:
                refused += 1
    print("refused", refused)
    return 0
