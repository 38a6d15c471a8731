"""Connects to the machine, over the loopback and its address, in both families.

Against: the network.
Must happen: there is no network, not even to the machine itself.

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
    for host in ("127.0.0.1", TARGET["host"], "169.254.169.254", "10.0.2.2", "172.17.0.1", "::1"):
        try:
            socket.create_connection((host, TARGET["tcp"]), timeout=0.2).close()
            print("!!! connected to", host)
        except OSError:
            refused += 1
    print("refused", refused)
    return 0
