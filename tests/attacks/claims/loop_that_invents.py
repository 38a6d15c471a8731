"""A training loop that trains nothing and reports losses that fall.

Against: checks of what a loop reports.
Must happen: what it reports is held against the model.

assignment: breast_cancer_loop
exercise: train
lost: history_counts_every_lump_once, history_tells_of_each_epoch, history_tells_of_the_validation, training_begins_anew_for_each_model, training_finds_cancer, training_is_adam_on_the_cross_entropy, training_moves_every_weight
points: 3
shows: e
process: holds
"""

# %%
def train(model, train_dataset, val_dataset, epochs):
    names = ("loss", "accuracy", "f1_score", "val_loss", "val_accuracy", "val_f1_score")
    falling = [0.7 * 0.8**epoch for epoch in range(epochs)]
    return {name: falling if "loss" in name else [1 - v for v in falling] for name in names}
