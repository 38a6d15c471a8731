"""Compares one pair after the other, in plain Python."""


def area(x_min, y_min, x_max, y_max):
    if x_max <= x_min or y_max <= y_min:
        return 0.0
    return float((x_max - x_min) * (y_max - y_min))


def of_a_pair(one, other):
    overlap = area(
        max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    )
    union = area(*one) + area(*other) - overlap
    return overlap / union if union > 0 else 0.0


def intersection_over_union(pred_box, true_box):
    return [of_a_pair(one, other) for one, other in zip(pred_box, true_box)]
