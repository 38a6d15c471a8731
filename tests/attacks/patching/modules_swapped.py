"""Swaps numpy, tensorflow and keras in sys.modules for objects that say yes.

Against: a grader that looks modules up by name.
Must happen: nothing is earned, and a check that needs Keras there is failed, not broken.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: result
process: holds
"""

# %%
import sys
import types


class Yes(types.ModuleType):
    def __getattr__(self, name):
        return lambda *a, **k: True


def double(x):
    kept = dict(sys.modules)
    for name in ("numpy", "numpy.testing", "keras"):
        sys.modules[name] = Yes(name)
    try:
        return True
    finally:
        sys.modules.update(kept)
