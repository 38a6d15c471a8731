"""Sends a dictionary whose keys all have the same hash.

Against: time in the trusted process, which grows with the square of such keys.
Must happen: keys that were chosen to collide are refused.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: wrote to the connection
process: holds
"""

# %%
P = 2**61 - 1


def double(x):
    return {k * P: 0 for k in range(-3, 4)} | {float(k * P): 0 for k in range(5, 2000)} | {
        (k * P if k < 8 else float(k) * P): 1 for k in range(1, 4000)
    }
