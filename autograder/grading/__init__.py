"""The trusted side, and the vocabulary that graders are written in.

    from autograder.grading import check, describe, expect, fail, gradient, show, tensor

A grader is an ordinary pytest file; the fixtures `student`, `rng`, `keras`, `pandas` and
`numpy_there` come from the plugin.
"""

from autograder.grading.checks import check
from autograder.grading.evidence import show, show_architecture
from autograder.grading.expectations import expect, fail
from autograder.grading.facts import ModelFacts
from autograder.grading.models import describe, keras_model
from autograder.grading.remote import Remote, gradient, tensor
from autograder.results import Layer

__all__ = [
    "Layer",
    "ModelFacts",
    "Remote",
    "check",
    "describe",
    "expect",
    "fail",
    "gradient",
    "keras_model",
    "show",
    "show_architecture",
    "tensor",
]
