"""Lets the model's own optimizer, if it has one, learn from the last batch.

Killed by: test_validation_leaves_everything_as_it_is
"""


def perform_validation(dataset, loss_object, model, val_acc_metric, val_f1score_metric):
    losses = []
    for x, y in dataset:
        logits = model(x, training=False)
        val_acc_metric.update_state(y, logits)
        val_f1score_metric.update_state(y, logits)
        losses.append(float(loss_object(y, logits)))
    if getattr(model, "optimizer", None) is not None:
        apply_gradient(model.optimizer, loss_object, model, x, y)
    return losses
