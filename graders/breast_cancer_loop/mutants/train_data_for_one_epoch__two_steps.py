"""Takes another step for each batch, to get its loss.

Killed by: test_epoch_takes_a_step_for_each_batch
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
        logits, _ = apply_gradient(optimizer, loss_object, model, x, y)
        _, loss = apply_gradient(optimizer, loss_object, model, x, y)
        train_acc_metric.update_state(y, logits)
        train_f1score_metric.update_state(y, logits)
        losses.append(float(loss))
    return losses
