"""Has a helper for a batch and makes the list by a comprehension."""


def learn(batch, optimizer, loss_object, model, metrics):
    x, y = batch
    logits, loss = apply_gradient(optimizer, loss_object, model, x, y)
    for metric in metrics:
        metric.update_state(y, logits)
    return loss


def train_data_for_one_epoch(dataset, opt, loss_object, model, accuracy, f1, verbose=True):
    losses = [learn(batch, opt, loss_object, model, (accuracy, f1)) for batch in dataset]
    if verbose:
        print(f"mean loss {sum(losses) / len(losses):.4f}")
    return losses
