"""Draws with its own seed what the grader may have drawn with it.

Against: one seed for both sides.
Must happen: the grader's numbers are others than any that come of the student's seed.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: seeds tried
process: holds
"""

# %%
import numpy as np

from autograder.student.session import Session

seeds = []
real = Session.do_seed


def do_seed(self, value):
    seeds.append(value)
    return real(self, value)


Session.do_seed = do_seed


def double(x):
    for seed in [*seeds, *range(50)]:
        drawn = np.random.default_rng(seed).normal(size=np.shape(x))
        if np.allclose(drawn * 90817263.0, x, rtol=1e-3) or np.allclose(drawn, x):
            print("!!! the seed is", seed)
    print("seeds tried:", len(seeds) > 0)
    return 0
