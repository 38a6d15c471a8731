"""A training loop that calls fit under another name, and reports what fit says.

Against: the exercise of breast_cancer_loop to write the loop oneself.
Must happen: what fit does otherwise is noticed.

assignment: breast_cancer_loop
exercise: train
lost: training_compiles_nothing, training_needs_no_compile
points: 15
shows: e
process: holds
"""

# %%
def train(model, train_dataset, val_dataset, epochs):
    model.compile("adam", "binary_crossentropy", metrics=["accuracy", F1Score()])
    teach = getattr(model, "".join(["f", "i", "t"]))
    return teach(train_dataset, validation_data=val_dataset, epochs=epochs, verbose=0).history
