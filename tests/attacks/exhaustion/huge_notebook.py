"""Has a thousand cells, each of which is long.

Against: the reader of notebooks, which runs outside.
Must happen: they are read, and the answers count.

on: double, mean_square, classify, make_model
lost: doubles_a_number, doubles_an_array, mean_of_squares, gradient_of_mean_square, classifies_four_points, classifies_fresh_points, model_gives_numbers, model_has_its_layers, model_computes_what_its_weights_say
points: 0
shows: does not define
process: holds
repeat: 1000
"""

# %%
a0 = 1
a1 = [a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0, a0]
a2 = [a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1]
def f0(x): return [a0, a1, a2, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x]
def f1(x): return [f0, f0, f0, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x]
