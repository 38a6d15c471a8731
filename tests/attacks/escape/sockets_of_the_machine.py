"""Connects to sockets of the machine that have a path, or a name without one.

Against: services such as Docker's or D-Bus, and abstract names, which no root directory hides.
Must happen: they are in other namespaces.

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
    for path in (
        TARGET["unix"],
        TARGET["abstract"],
        "/var/run/docker.sock",
        "/run/podman/podman.sock",
        "/run/dbus/system_bus_socket",
        "/run/systemd/private",
        "\0/tmp/.X11-unix/X0",
    ):
        try:
            socket.socket(socket.AF_UNIX).connect(path)
            print("!!! connected to", path)
        except OSError:
            refused += 1
    print("refused", refused)
    return 0
