"""Reads what the grader may have sent already: the next questions, with data for other checks.

Against: a grader that sends several questions at once.
Must happen: one question is on the way at a time.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: bytes ahead: 0
process: holds
"""

# %%
import socket


def double(x):
    wire = socket.socket(fileno=__import__("os").dup(3))
    wire.setblocking(False)
    try:
        ahead = wire.recv(1 << 16, socket.MSG_PEEK)
    except BlockingIOError:
        ahead = b""
    if ahead:
        print("!!! ahead:", ahead[:50])
    print("bytes ahead:", len(ahead))
    return 0
