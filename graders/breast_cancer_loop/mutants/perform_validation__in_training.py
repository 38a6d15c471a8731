"""Tells the model that this is training.

Killed by: test_validation_uses_the_model_as_it_will_be_used
"""


def perform_validation(dataset, loss_object, model, val_acc_metric, val_f1score_metric):
    losses = []
    for x, y in dataset:
        logits = model(x, training=True)
        val_acc_metric.update_state(y, logits)
        val_f1score_metric.update_state(y, logits)
        losses.append(float(loss_object(y, logits)))
    return losses
