import numpy as np
import pytest
from sklearn.datasets import load_digits

from autograder.datasets import digits


def as_set(images):
    return {image.tobytes() for image in images}


def test_images_and_labels_have_the_documented_shapes_and_types():
    images, labels = digits.load("train")
    assert images.shape == (1347, 8, 8)
    assert images.dtype == np.float32
    assert labels.shape == (1347,)
    assert labels.dtype == np.int64


def test_pixels_are_between_0_and_1_and_labels_are_digits():
    images, labels = digits.load("test")
    assert images.min() == 0
    assert images.max() == 1
    assert set(labels) == set(range(digits.CLASSES))


@pytest.mark.parametrize("seed", [0, 1, 12345])
def test_the_two_parts_are_disjoint_and_together_everything(seed):
    train, test = digits.load("train", seed=seed), digits.load("test", seed=seed)
    assert not as_set(train.images) & as_set(test.images)
    assert len(train.labels) + len(test.labels) == digits.COUNT


def test_every_image_keeps_its_own_label():
    everything = load_digits()
    known = {
        (image / 16).astype("float32").tobytes(): label
        for image, label in zip(everything.images, everything.target, strict=True)
    }
    images, labels = digits.load("test", seed=5)
    assert [known[image.tobytes()] for image in images] == labels.tolist()


def test_the_same_seed_gives_the_same_digits_and_another_seed_others():
    first, again, other = (digits.load("test", seed=seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.images, again.images)
    np.testing.assert_array_equal(first.labels, again.labels)
    assert as_set(first.images) != as_set(other.images)


def test_n_takes_the_first_of_the_part():
    few, all_of_them = digits.load("train", seed=2, n=50), digits.load("train", seed=2)
    np.testing.assert_array_equal(few.images, all_of_them.images[:50])
    np.testing.assert_array_equal(few.labels, all_of_them.labels[:50])


@pytest.mark.parametrize("seed", range(5))
def test_every_digit_is_common_in_both_parts(seed):
    for split in digits.SPLITS:
        counts = np.bincount(digits.load(split, seed=seed).labels, minlength=10)
        assert counts.min() > 0.05 * counts.sum()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"split": "validation"}, "split is 'validation'"),
        ({"seed": -1}, "seed is -1"),
        ({"n": 0}, "n is 0"),
        ({"split": "test", "n": 451}, "expected 1 to 450"),
    ],
)
def test_an_argument_out_of_range_is_refused_with_a_sentence(arguments, complaint):
    with pytest.raises(ValueError, match=complaint):
        digits.load(**arguments)
