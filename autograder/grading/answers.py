"""What the answer to each operation may be.

The student process may be anyone who speaks the wire's protocol. An answer of another kind than
its operation has is none that the student's side of this program gives.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.wire import Handle, Tensor

MOST_ITEMS = 10_000


def fits(operation: str, answer: Any) -> bool:
    """Whether an operation can have this answer, as it came over the wire."""
    return _KINDS[operation](answer)


def _anything(answer: Any) -> bool:
    return True


def _nothing(answer: Any) -> bool:
    return answer is None


def _names(answer: Any) -> bool:
    return type(answer) is list and all(type(name) is str for name in answer)


def _length(answer: Any) -> bool:
    return type(answer) is int and 0 <= answer <= sys.maxsize


_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "prepare": _nothing,
    "run": _nothing,
    "names": _names,
    "name": lambda answer: type(answer) is Handle,
    "module": lambda answer: type(answer) is Handle,
    "attribute": _anything,
    "assign": _nothing,
    "call": _anything,
    "item": _anything,
    "length": _length,
    "items": lambda answer: type(answer) is list and len(answer) <= MOST_ITEMS,
    "array": lambda answer: isinstance(answer, np.ndarray | np.generic),
    "describe": lambda answer: type(answer) is dict,
    "plan": lambda answer: type(answer) is str,
    "build": lambda answer: type(answer) is dict,
    # a gradient that is no tensor (of an embedding, say) is asked for its numbers next
    "gradient": lambda answer: answer is None or isinstance(answer, Tensor | np.ndarray | Handle),
    "keep_file": _nothing,
    "load_weights": _nothing,
    "seed": _nothing,
    "release": _nothing,
}
