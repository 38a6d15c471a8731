"""Opens sockets that speak to the kernel or to the cable: raw, packet, netlink, vsock, alg.

Against: parts of the kernel that are seldom looked at.
Must happen: only plain sockets can be made.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: refused
process: open
"""

# %%
import socket


def double(x):
    refused = 0
    kinds = [(socket.AF_INET, socket.SOCK_RAW, 1), (17, socket.SOCK_RAW, 3)]
    kinds += [(family, socket.SOCK_RAW, 0) for family in (16, 29, 31, 38, 44)]
    kinds += [(family, socket.SOCK_DGRAM, 0) for family in (38, 40, 21, 30, 29)]
    for family, kind, protocol in kinds:
        try:
            socket.socket(family, kind, protocol)
            print("!!! opened a socket of family", family, kind)
        except OSError:
            refused += 1
    print("refused", refused)
    return 0
