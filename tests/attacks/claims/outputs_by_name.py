"""A model with outputs of the right names, behind which there is nothing.

Against: the checks of multi_output_model on names and shapes.
Must happen: those are passed, and none that asks for what the outputs depend on.

assignment: multi_output_model
exercise: final_model
lost: both_answers_stand_on_one_base, final_model_learns_the_quality, final_model_learns_the_type
points: 7
shows: e
process: holds
"""

# %%
def final_model(inputs):
    nothing = keras.ops.zeros_like(inputs[:, :1])
    quality = keras.layers.Dense(1, name="wine_quality")(nothing)
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(nothing)
    return keras.Model(inputs=inputs, outputs=[quality, red])
