"""Reads what /proc tells of every process: environment, words, memory, descriptors, folders.

Against: the grader process as a neighbour.
Must happen: only its own processes have a number here.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: processes:
process: open
"""

# %%
import os
import re


def double(x):
    numbers = [name for name in os.listdir("/proc") if name.isdigit()]
    for number in numbers:
        for what in ("environ", "cmdline", "maps", "mountinfo", "status"):
            try:
                text = open(f"/proc/{number}/{what}", "rb").read()
            except OSError:
                continue
            for hit in set(re.findall(b"PLANTED-[A-Z]+-[0-9a-f]{4}|engine.zygote", text)):
                print("!!!", number, what, hit)
    for number in (TARGET["engine"], TARGET["suite"]):
        if os.path.exists(f"/proc/{number}") and number > 5000:
            print("!!! the process", number, "is here")
    print("processes:", len(numbers) < 8)
    return 0
