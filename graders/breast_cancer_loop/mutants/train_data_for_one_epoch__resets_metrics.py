"""Resets the metrics at the beginning.

Killed by: test_epoch_does_not_reset_metrics
"""


def train_data_for_one_epoch(
    train_dataset,
    optimizer,
    loss_object,
    model,
    train_acc_metric,
    train_f1score_metric,
    verbose=True,
):
    train_acc_metric.reset_state()
    train_f1score_metric.reset_state()
    losses = []
    for x, y in train_dataset:
        logits, loss = apply_gradient(optimizer, loss_object, model, x, y)
        train_acc_metric.update_state(y, logits)
        train_f1score_metric.update_state(y, logits)
        losses.append(float(loss))
    return losses
