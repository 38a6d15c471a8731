"""Computes for ever in C, where Python's interpreter does not get a word in.

Against: limits that Python's own signal handlers enforce.
Must happen: the process is ended from outside.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: took longer than the 1 s
process: holds
"""

# %%
import re


def double(x):
    return bool(re.fullmatch(r"(a|aa)+$", "a" * 60 + "b")) or 7 ** (10**9)
