"""Uses the cross-entropy, whatever loss it is given.

Killed by: test_epoch_goes_by_the_given_loss
"""

import keras


def train_data_for_one_epoch(
    train_dataset,
    optimizer,
    loss_object,
    model,
    train_acc_metric,
    train_f1score_metric,
    verbose=True,
):
    loss_object = keras.losses.BinaryCrossentropy()
    losses = []
    for x, y in train_dataset:
        logits, loss = apply_gradient(optimizer, loss_object, model, x, y)
        train_acc_metric.update_state(y, logits)
        train_f1score_metric.update_state(y, logits)
        losses.append(float(loss))
    return losses
