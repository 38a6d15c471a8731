"""Returns an object with a length of −1, endless items, and an iterator that never stops.

Against: checks that trust `len` and loop over what they were given.
Must happen: it ends in an error or at a limit.

on: make_model
lost: model_gives_numbers, model_has_its_layers, model_computes_what_its_weights_say
points: 13
shows: make_model
process: holds
"""

# %%
import itertools


class Endless:
    def __len__(self):
        return 2**62

    def __iter__(self):
        return itertools.repeat(self)

    def __getitem__(self, key):
        return self

    def __call__(self, *a, **k):
        return self

    def __getattr__(self, name):
        return self

    @property
    def shape(self):
        return (2**62, 2**62)


def make_model(classes):
    return Endless()
