"""Shows the last batch to the model in training mode when all is measured.

Killed by: test_validation_leaves_everything_as_it_is
"""


def perform_validation(dataset, loss_object, model, val_acc_metric, val_f1score_metric):
    losses = []
    for x, y in dataset:
        logits = model(x, training=False)
        val_acc_metric.update_state(y, logits)
        val_f1score_metric.update_state(y, logits)
        losses.append(float(loss_object(y, logits)))
    model(x, training=True)
    return losses
