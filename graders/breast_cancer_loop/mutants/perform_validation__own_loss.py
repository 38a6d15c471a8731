"""Uses the cross-entropy, whatever loss it is given.

Killed by: test_validation_uses_the_model_as_it_will_be_used
"""

import keras


def perform_validation(dataset, loss_object, model, val_acc_metric, val_f1score_metric):
    loss_object = keras.losses.BinaryCrossentropy()
    losses = []
    for x, y in dataset:
        logits = model(x, training=False)
        val_acc_metric.update_state(y, logits)
        val_f1score_metric.update_state(y, logits)
        losses.append(float(loss_object(y, logits)))
    return losses
