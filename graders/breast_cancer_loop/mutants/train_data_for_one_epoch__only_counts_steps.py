"""Counts steps in the optimizer, and takes none.

Killed by: test_epoch_is_a_step_for_each_batch
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
    losses = []
    for x, y in train_dataset:
        logits = model(x, training=True)
        loss = loss_object(y, logits)
        optimizer.iterations.assign_add(1)
        train_acc_metric.update_state(y, logits)
        train_f1score_metric.update_state(y, logits)
        losses.append(float(loss))
    return losses
