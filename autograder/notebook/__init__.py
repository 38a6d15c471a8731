"""Read a notebook as students leave it, repair it, and split it into cells that can be run."""

from autograder.notebook.cells import Cell, Notebook
from autograder.notebook.names import defined_names
from autograder.notebook.packed import holds_none, pack, unpacked
from autograder.notebook.read import RawCell, RawNotebook, read
from autograder.notebook.reduce import definitions
from autograder.notebook.split import split
from autograder.notebook.transform import plain_python
from autograder.notebook.weights import WeightsFile, beside

__all__ = [
    "Cell",
    "Notebook",
    "RawCell",
    "RawNotebook",
    "WeightsFile",
    "beside",
    "defined_names",
    "definitions",
    "holds_none",
    "pack",
    "plain_python",
    "read",
    "split",
    "unpacked",
]
