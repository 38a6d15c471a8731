"""Puts a finder before all others that serves a NumPy, a pytest and a grader of its own.

Against: a grader that imports after the student's code.
Must happen: nothing that decides is imported in this process.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: result
process: holds
"""

# %%
import importlib.abc
import importlib.machinery
import sys
import types


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self)

    def create_module(self, spec):
        return types.ModuleType(spec.name)

    def exec_module(self, module):
        module.__getattr__ = lambda name: lambda *a, **k: True
        module.__path__ = []


sys.meta_path.insert(0, Finder())
for name in ("numpy.testing", "unittest", "pytest", "autograder.grading"):
    sys.modules.pop(name, None)


def double(x):
    return True
