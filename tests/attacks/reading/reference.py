"""Reads the reference and its own notebook's folder, through `..` and through /proc/self/root.

Against: paths that lead out of a root directory.
Must happen: they lead nowhere.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: ways tried
process: open
"""

# %%
import os


def double(x):
    path = TARGET["course"] + "/solutions/target/target.py"
    up = "/".join([".."] * 40)
    ways = [path, up + path, "/proc/self/root" + path, "/proc/1/root" + path]
    ways += ["/proc/self/cwd/" + up + path, "/.old" + path, "/tmp/.old" + path, "/proc/self/root/.." + path]
    for way in ways:
        try:
            print("!!! read", open(way).read()[:20])
        except OSError:
            continue
    print("ways tried:", len(ways))
    return 0
