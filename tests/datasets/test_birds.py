"""Generated birds are where their boxes say, and not where a straight line would look for them."""

import time

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from autograder.datasets import birds


def iou(one, other):
    """Intersection over union of boxes (n, 4), row by row."""
    low, high = np.maximum(one[:, :2], other[:, :2]), np.minimum(one[:, 2:], other[:, 2:])
    both = np.prod(np.maximum(high - low, 0), axis=1)
    areas = [np.prod(np.maximum(box[:, 2:] - box[:, :2], 0), axis=1) for box in (one, other)]
    return both / np.maximum(sum(areas) - both, 1e-12)


def test_pictures_and_boxes_have_the_documented_shapes_and_types():
    train, test = birds.load("train"), birds.load("test")
    assert train.images.shape == (2000, 48, 48, 3)
    assert train.boxes.shape == (2000, 4)
    assert test.images.shape == (500, 48, 48, 3)
    assert train.images.dtype == train.boxes.dtype == np.float32


def test_pixels_and_boxes_are_within_the_documented_ranges():
    images, boxes = birds.load(seed=1, n=500)
    assert images.min() >= 0
    assert images.max() <= 1
    assert boxes.min() >= 0
    assert boxes.max() <= 1
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    assert width.min() > 0.25
    assert height.min() > 0.12
    assert np.ptp(width) > 0.3
    assert np.ptp(height) > 0.3


def test_birds_sit_everywhere_and_look_both_ways():
    boxes = birds.load(seed=2, n=1000).boxes
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    assert np.all(middles.min(axis=0) < 0.25)
    assert np.all(middles.max(axis=0) > 0.75)
    np.testing.assert_allclose(middles.mean(axis=0), [0.5, 0.5], atol=0.05)


def test_a_box_holds_what_is_painted_and_no_more(monkeypatch):
    """Without a bird in it, the same picture differs inside of the box only, up to its edges."""
    monkeypatch.setattr(birds, "NOISE", 0.0)
    images, boxes = birds.load(seed=4, n=birds.BATCH)
    lay, painted = birds._lay, []

    def remember(images, coverage, colour):
        painted.append(coverage >= 0.5)
        lay(images, coverage, colour)

    monkeypatch.setattr(birds, "_lay", remember)
    again = birds.load(seed=4, n=birds.BATCH)
    np.testing.assert_array_equal(again.images, images)
    covered = np.any(painted[-7:], axis=0)  # tail, body, belly, wing, beak, head, eye
    for mask, box in zip(covered, boxes, strict=True):
        rows, columns = np.nonzero(mask)
        edges = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
        np.testing.assert_allclose(box * birds.SIDE, edges, atol=1e-4)


def test_the_same_seed_gives_the_same_birds_and_another_seed_others():
    first, again, other = (birds.load("test", seed=seed, n=40) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.images, again.images)
    np.testing.assert_array_equal(first.boxes, again.boxes)
    assert not np.any(np.all(first.images == other.images, axis=(1, 2, 3)))


@pytest.mark.parametrize("seed", [0, 1, 2**62])
def test_no_picture_is_in_both_parts_nor_twice_in_one(seed):
    train, test = birds.load("train", seed=seed, n=300), birds.load("test", seed=seed, n=300)
    together = {image.tobytes() for image in (*train.images, *test.images)}
    assert len(together) == 600


def test_n_takes_the_first():
    few, more = birds.load(seed=2, n=21), birds.load(seed=2, n=70)
    np.testing.assert_array_equal(few.images, more.images[:21])
    np.testing.assert_array_equal(few.boxes, more.boxes[:21])


def test_a_thousand_birds_take_less_than_a_second_of_computing():
    birds.load(n=20)
    began = time.process_time()
    birds.load(n=1000)
    assert time.process_time() - began < 1.0


def test_the_mean_box_and_a_straight_line_do_not_find_the_birds():
    train, test = birds.load("train", seed=5), birds.load("test", seed=5)
    mean = np.repeat(train.boxes.mean(axis=0, keepdims=True), len(test.boxes), axis=0)
    line = Ridge(alpha=1000).fit(train.images.reshape(len(train.images), -1), train.boxes)
    drawn = line.predict(test.images.reshape(len(test.images), -1))
    for boxes, highest, share in ((mean, 0.35, 0.25), (drawn, 0.43, 0.4)):
        found = iou(boxes, test.boxes)
        assert found.mean() < highest
        assert np.mean(found >= 0.5) < share


def test_neither_bright_nor_colourful_pixels_give_the_box():
    """The box around the tenth of the pixels that stand out most."""
    images, boxes = birds.load("test", seed=6)
    mean = images.mean(axis=(1, 2), keepdims=True)
    for stands_out in (
        images.mean(axis=-1),
        np.abs(images - mean).mean(axis=-1),
        images.max(axis=-1) - images.min(axis=-1),
    ):
        lowest = np.quantile(stands_out, 0.9, axis=(1, 2), keepdims=True)
        guess = birds._box((stands_out > lowest).astype(np.float32))
        found = iou(guess, boxes)
        assert found.mean() < 0.45
        assert np.mean(found >= 0.5) < 0.45


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"split": "validation"}, "split is 'validation'"),
        ({"seed": -1}, "seed is -1"),
        ({"n": 0}, "n is 0"),
    ],
)
def test_an_argument_out_of_range_is_refused_with_a_sentence(arguments, complaint):
    with pytest.raises(ValueError, match=complaint):
        birds.load(**arguments)
