"""Defines a hundred thousand names.

Against: the question which names there are.
Must happen: an answer has limits, and what is over them is a failure of the notebook.

on: double, mean_square, classify, make_model
lost: doubles_a_number, doubles_an_array, mean_of_squares, gradient_of_mean_square, classifies_four_points, classifies_fresh_points, model_gives_numbers, model_has_its_layers, model_computes_what_its_weights_say
points: 0
shows: cannot be passed on
process: holds
"""

# %%
def double(x):
    return 2 * x


globals().update({f"name_{number}": number for number in range(200_000)})
