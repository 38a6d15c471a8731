import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from autograder.datasets import cats_and_dogs


def as_set(images):
    return {image.tobytes() for image in images}


def test_images_and_labels_have_the_documented_shapes_and_types():
    images, labels = cats_and_dogs.load("train", n=40)
    assert images.shape == (40, 32, 32, 3)
    assert images.dtype == np.float32
    assert labels.shape == (40,)
    assert labels.dtype == np.int64


def test_there_are_2000_to_train_and_500_to_test_with():
    assert len(cats_and_dogs.load("train").labels) == 2000
    assert len(cats_and_dogs.load("test").labels) == 500


def test_pixels_are_between_0_and_1():
    images, _ = cats_and_dogs.load("test", n=64)
    assert images.min() >= 0
    assert images.max() <= 1


def test_half_of_any_sixteen_in_a_row_are_dogs():
    _, labels = cats_and_dogs.load("train", seed=5, n=160)
    np.testing.assert_array_equal(labels.reshape(10, 16).sum(axis=1), 8)


@pytest.mark.parametrize("seed", [0, 1, 12345])
def test_no_picture_is_in_both_parts(seed):
    train, test = (cats_and_dogs.load(split, seed=seed) for split in cats_and_dogs.SPLITS)
    assert len(as_set(train.images) | as_set(test.images)) == 2500


def test_the_same_seed_gives_the_same_animals_and_another_seed_others():
    first, again, other = (cats_and_dogs.load("test", seed=seed, n=50) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.images, again.images)
    np.testing.assert_array_equal(first.labels, again.labels)
    assert not as_set(first.images) & as_set(other.images)


def test_a_smaller_number_gives_the_first_of_a_larger_one():
    few, many = (cats_and_dogs.load("train", seed=2, n=n) for n in (21, 70))
    np.testing.assert_array_equal(few.images, many.images[:21])
    np.testing.assert_array_equal(few.labels, many.labels[:21])


def test_cats_and_dogs_have_the_same_colours_and_brightness():
    images, labels = cats_and_dogs.load("train")
    cats, dogs = (images[labels == label].mean(axis=(1, 2)) for label in (0, 1))
    # the means of 1000 pictures each, whose deviation is about 0.2
    np.testing.assert_allclose(cats.mean(axis=0), dogs.mean(axis=0), atol=0.03)
    np.testing.assert_allclose(cats.std(axis=0), dogs.std(axis=0), atol=0.03)


def test_a_linear_model_hardly_beats_a_guess():
    train, test = cats_and_dogs.load("train"), cats_and_dogs.load("test")
    flat = [images.reshape(len(images), -1) for images in (train.images, test.images)]
    linear = LogisticRegression(C=0.001, max_iter=100).fit(flat[0], train.labels)
    assert linear.score(flat[1], test.labels) < 0.6


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
        cats_and_dogs.load(**arguments)
