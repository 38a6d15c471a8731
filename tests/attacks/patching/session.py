"""Replaces the session that answers the grader's questions by one that always says 42.

Against: the trusted side's belief in what it is told.
Must happen: 42 is right where the public example asks for it, and nowhere else.

on: double, mean_square, classify, make_model
lost: doubles_an_array, mean_of_squares, gradient_of_mean_square, classifies_four_points, classifies_fresh_points, model_gives_numbers, model_has_its_layers, model_computes_what_its_weights_say
points: 1
shows: result
process: holds
"""

# %%
from autograder.student.session import Session
from autograder.wire import Handle

real = Session.answer


def answer(self, request):
    if request["op"] in ("name", "module"):
        return {"value": Handle(1, "builtins.function", True)}
    if request["op"] == "names":
        return {"value": ["double", "mean_square", "classify", "make_model"]}
    if request["op"] in ("run", "prepare", "release", "seed"):
        return real(self, request)
    return {"value": 42}


Session.answer = answer


def double(x):
    return 42
