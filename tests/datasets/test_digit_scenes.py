"""Scenes are what their description says, and too hard for what looks at single pixels."""

import time

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from autograder.datasets import digit_scenes, digits


@pytest.fixture(scope="module")
def scenes():
    return digit_scenes.load("train", seed=3, n=300)


def mean_iou(y_true, y_pred):
    """Mean over the ten digits."""
    pairs = [(y_true == digit, y_pred == digit) for digit in range(10)]
    return np.mean([np.sum(a & b) / np.sum(a | b) for a, b in pairs])


def test_images_and_masks_have_the_documented_shapes_types_and_ranges():
    for split, n in digit_scenes.SIZES.items():
        images, masks = digit_scenes.load(split)
        assert images.shape == (n, 64, 84, 1)
        assert images.dtype == np.float32
        assert masks.shape == (n, 64, 84, 11)
        assert masks.dtype == np.uint8
        assert images.min() == 0
        assert 0.9 < images.max() <= 1


def test_every_pixel_belongs_to_exactly_one_class(scenes):
    assert (scenes.masks.sum(axis=-1) == 1).all()
    assert set(np.unique(scenes.masks)) == {0, 1}


def test_three_pixels_of_four_are_background_and_the_digits_share_the_rest_evenly(scenes):
    *shares, background = scenes.masks.mean(axis=(0, 1, 2))
    assert 0.75 < background < 0.79
    assert min(shares) > 0.6 * max(shares)


def test_there_is_ink_where_a_digit_is_and_hardly_any_elsewhere(scenes):
    ink, background = scenes.images[..., 0], scenes.masks[..., 10] == 1
    assert ink[~background].mean() > 5 * ink[background].mean()


def test_a_scene_has_some_digits_and_none_of_them_fills_it(scenes):
    inked = (scenes.masks[..., 10] == 0).mean(axis=(1, 2))
    assert inked.min() > 0.1
    assert inked.max() < 0.4
    kinds = scenes.masks[..., :10].any(axis=(1, 2)).sum(axis=1)
    assert kinds.max() == digit_scenes.MOST


def test_the_same_seed_gives_the_same_scenes_and_another_seed_others():
    first, again, other = (digit_scenes.load("test", seed=seed, n=20) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.images, again.images)
    np.testing.assert_array_equal(first.masks, again.masks)
    assert not np.array_equal(first.masks, other.masks)


def test_train_and_test_scenes_are_others_and_made_of_other_digits(monkeypatch):
    loaded = []
    real = digits.load
    monkeypatch.setattr(digits, "load", lambda split: loaded.append(real(split)) or loaded[-1])
    train, test = (digit_scenes.load(split, n=5) for split in digit_scenes.SPLITS)
    assert not np.array_equal(train.images, test.images)
    used = [{image.tobytes() for image in written.images} for written in loaded]
    assert not used[0] & used[1]


def test_the_default_scenes_take_well_under_the_time_that_training_takes():
    began = time.process_time()
    digit_scenes.load("train")
    assert time.process_time() - began < 2


def test_what_looks_at_single_pixels_finds_no_digits(scenes):
    test = digit_scenes.load("test", seed=3, n=40)
    labels, truth = scenes.masks.argmax(axis=-1), test.masks.argmax(axis=-1)
    model = LogisticRegression().fit(scenes.images[:60].reshape(-1, 1), labels[:60].ravel())
    assert mean_iou(truth, np.full_like(truth, 10)) == 0
    assert mean_iou(truth.ravel(), model.predict(test.images.reshape(-1, 1))) < 0.06


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
        digit_scenes.load(**arguments)
