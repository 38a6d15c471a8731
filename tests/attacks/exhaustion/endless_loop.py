"""Never returns.

Against: a grader that waits.
Must happen: the check's own time limit ends it.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: took longer than the 1 s
process: holds
"""

# %%
def double(x):
    while True:
        pass
