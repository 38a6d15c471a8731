"""Compiles with an optimizer that is called RMSprop, and does plain descent.

Against: the check of multi_output_model that asks for the name of the optimizer.
Must happen: a class of that name is not Keras' own.

assignment: multi_output_model
exercise: compile_model
lost: compile_takes_rmsprop
points: 9
shows: e
process: holds
"""

# %%
class RMSprop(keras.optimizers.SGD):
    __module__ = "keras.src.optimizers.rmsprop"


def compile_model(model):
    model.compile(
        optimizer=RMSprop(0.001),
        loss={"wine_quality": "mean_squared_error", "wine_type": "binary_crossentropy"},
        metrics={
            "wine_quality": [keras.metrics.RootMeanSquaredError()],
            "wine_type": ["accuracy"],
        },
    )
    return model
