import time

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from autograder.datasets import hands


def drawn(raised=(), right=True, **changed):
    """One hand with these fingers raised, everything else in the middle of its range."""
    middle = {name: sum(limits) / 2 for name, limits in hands.RANGES.items()} | changed
    fingers = np.array([[name in raised for name in hands.FINGERS]])
    return hands.draw(fingers, np.array([right]), np.array([list(middle.values())], np.float32))[0]


def flags(of):
    """Five fingers and the side, (n, 6)."""
    return np.column_stack([of.fingers, of.right])


def test_images_fingers_and_sides_have_the_documented_shapes_and_types():
    train, test = hands.load("train"), hands.load("test")
    assert train.images.shape == (2000, 28, 28, 1)
    assert test.images.shape == (500, 28, 28, 1)
    assert train.fingers.shape == (2000, 5)
    assert train.right.shape == (2000,)
    assert train.images.dtype == np.float32
    assert train.fingers.dtype == train.right.dtype == np.bool_


def test_brightnesses_lie_between_low_and_1():
    dark, scaled = (hands.load("test", seed=4, low=low).images for low in (0.0, -1.0))
    assert dark.min() == 0
    assert 0.9 < dark.max() <= 1
    np.testing.assert_allclose(scaled, 2 * dark - 1, atol=1e-6)
    assert scaled.dtype == np.float32


def test_all_64_kinds_of_hands_are_about_equally_frequent():
    kinds = flags(hands.load("train", n=6400)) @ 2 ** np.arange(6)
    counts = np.bincount(kinds, minlength=64)
    assert counts.min() > 60
    assert counts.max() < 140


@pytest.mark.parametrize("finger", hands.FINGERS)
def test_a_raised_finger_can_be_seen(finger):
    assert np.sum(np.abs(drawn(raised=(finger,)) - drawn()) > 0.3) >= 5


def test_a_left_hand_is_a_right_hand_seen_in_a_mirror():
    right, left = (drawn(("thumb", "index"), right=side) for side in (True, False))
    np.testing.assert_allclose(left, right[:, ::-1], atol=1e-5)


def test_the_thumb_of_a_right_hand_is_on_the_left():
    thumb = drawn(("thumb",)) - drawn()
    assert np.abs(thumb[:, :14]).sum() > 10 * np.abs(thumb[:, 14:]).sum()


@pytest.mark.parametrize("name", hands.RANGES)
def test_whatever_varies_can_be_seen(name):
    low, high = (drawn(hands.FINGERS, **{name: limit}) for limit in hands.RANGES[name])
    assert np.sum(np.abs(low - high) > 0.05) > 10


def test_edges_are_antialiased():
    assert len(np.unique(drawn(hands.FINGERS).round(2))) > 20


def test_the_same_seed_gives_the_same_hands_and_another_seed_others():
    first, again, other = (hands.load("test", seed=seed, n=20) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.images, again.images)
    np.testing.assert_array_equal(flags(first), flags(again))
    assert not np.allclose(first.images, other.images, atol=0.1)


def test_train_and_test_share_no_hand():
    train, test = (hands.load(split, seed=3).images for split in hands.SPLITS)
    assert not {image.tobytes() for image in train} & {image.tobytes() for image in test}


def test_n_gives_the_first_of_a_larger_number():
    few, many = hands.load("train", seed=2, n=13), hands.load("train", seed=2, n=40)
    np.testing.assert_array_equal(few.images, many.images[:13])
    np.testing.assert_array_equal(flags(few), flags(many)[:13])


def test_a_thousand_hands_take_a_second_at_most():
    began = time.process_time()
    hands.load(n=1000)
    assert time.process_time() - began < 1


def test_a_linear_model_and_the_most_frequent_answer_reach_what_is_documented():
    train, test = hands.load("train"), hands.load("test", n=1000)
    linear = Ridge(10.0).fit(train.images.reshape(-1, 784), flags(train))
    found = linear.predict(test.images.reshape(-1, 784)) > 0.5
    assert np.mean((found == flags(test)).all(axis=1)) == pytest.approx(0.93, abs=0.02)
    kinds, counts = np.unique(flags(train), axis=0, return_counts=True)
    most = kinds[counts.argmax()]
    assert np.mean((flags(test) == most).all(axis=1)) == pytest.approx(0.02, abs=0.01)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"split": "validation"}, "split is 'validation'"),
        ({"seed": -1}, "seed is -1"),
        ({"n": 0}, "n is 0"),
        ({"low": 0.5}, "low is 0.5"),
    ],
)
def test_an_argument_out_of_range_is_refused_with_a_sentence(arguments, complaint):
    with pytest.raises(ValueError, match=complaint):
        hands.load(**arguments)
