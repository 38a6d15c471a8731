"""Reads its own memory, all of it, for expected values.

Against: an answer that was here before the fork, or that a buffer still holds.
Must happen: nothing is found.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: searched
process: holds
"""

# %%
import re


def double(x):
    count = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            span, rights, *_ = line.split()
            if not rights.startswith("rw") or "[v" in line:
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            if end - start > 1 << 26:
                continue
            try:
                memory.seek(start)
                content = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue
            count += 1
            for hit in set(re.findall(b"PLANTED-[A-Z]+-[0-9a-f]{4}", content)):
                print("!!! in memory:", hit)
    print("searched", count > 20)
    return 0
