"""Replaces what Python itself offers: isinstance, len, sum, abs, type, print.

Against: the part of the autograder that shares the process.
Must happen: at worst that process answers nothing of use; nothing is earned by it.

on: double, mean_square, classify, make_model
lost: doubles_a_number, doubles_an_array, mean_of_squares, gradient_of_mean_square, classifies_four_points, classifies_fresh_points, model_gives_numbers, model_has_its_layers, model_computes_what_its_weights_say
points: 0
shows: double
process: holds
"""

# %%
import builtins

builtins.isinstance = lambda *a: True
builtins.abs = builtins.sum = builtins.max = lambda *a, **k: 0
builtins.all = builtins.any = lambda *a: True
builtins.len = lambda x: 4


def double(x):
    return 7.0


def mean_square(x):
    return 7.0


def classify(known, labels, x):
    return 7.0


def make_model(classes):
    return 7.0
