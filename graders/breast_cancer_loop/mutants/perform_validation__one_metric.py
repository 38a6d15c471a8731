"""Forgets the second metric.

Killed by: test_validation_tells_both_metrics
"""


def perform_validation(dataset, loss_object, model, val_acc_metric, val_f1score_metric):
    losses = []
    for x, y in dataset:
        logits = model(x, training=False)
        val_acc_metric.update_state(y, logits)
        losses.append(float(loss_object(y, logits)))
    return losses
