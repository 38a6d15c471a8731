import time

import numpy as np
import pytest
from sklearn.decomposition import PCA

from autograder.datasets import faces


def drawn(**changed):
    """The middle face, with some factors changed."""
    middle = {name: sum(limits) / 2 for name, limits in faces.RANGES.items()} | changed
    return faces.draw(np.array([[middle[name] for name in faces.FACTORS]], np.float32))[0]


def error(found, wanted):
    return float(np.mean((found - wanted) ** 2))


def test_images_and_factors_have_the_documented_shapes_and_types():
    train, test = faces.load("train"), faces.load("test")
    assert train.images.shape == (1500, 64, 64, 3)
    assert test.images.shape == (500, 64, 64, 3)
    assert train.factors.shape == (1500, len(faces.FACTORS)) == (1500, 18)
    assert train.images.dtype == train.factors.dtype == np.float32


def test_brightnesses_are_between_0_and_1_and_factors_in_their_ranges():
    images, factors = faces.load("test", seed=4)
    assert images.min() >= 0
    assert images.max() <= 1
    lowest, highest = np.array(list(faces.RANGES.values())).T
    assert (factors >= lowest - 1e-6).all()
    assert (factors <= highest + 1e-6).all()


def test_whoever_knows_the_factors_knows_every_pixel():
    images, factors = faces.load("test", seed=1, n=30)
    np.testing.assert_allclose(faces.draw(factors[::-1])[::-1], images, atol=1e-5)


@pytest.mark.parametrize("factor", faces.FACTORS)
def test_every_factor_can_be_seen(factor):
    low, high = faces.RANGES[factor]
    few, much = (drawn(**{factor: low + share * (high - low)}) for share in (0.1, 0.8))
    assert np.sum(np.abs(few - much).max(axis=-1) > 0.05) > 10


def test_edges_are_antialiased():
    shades = np.unique(drawn(wall=0.0, hair=0.0, size=1.0)[:, :, 0].round(2))
    assert len(shades) > 40


def test_the_same_seed_gives_the_same_faces_and_another_seed_others():
    first, again, other = (faces.load("test", seed=seed, n=20) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.images, again.images)
    assert not np.allclose(first.images, other.images, atol=0.1)


def test_train_and_test_share_no_face():
    train, test = faces.load("train", seed=3), faces.load("test", seed=3)
    assert not {row.tobytes() for row in train.factors} & {row.tobytes() for row in test.factors}
    assert not {row.tobytes() for row in train.images} & {row.tobytes() for row in test.images}


def test_n_gives_the_first_of_a_larger_number():
    few, many = faces.load("train", seed=2, n=13), faces.load("train", seed=2, n=40)
    np.testing.assert_array_equal(few.factors, many.factors[:13])
    np.testing.assert_array_equal(few.images, many.images[:13])


def test_a_thousand_faces_take_a_few_seconds_at_most():
    began = time.process_time()
    faces.load(n=1000)
    assert time.process_time() - began < 3


def test_the_mean_face_and_principal_components_reach_what_is_documented():
    train, test = (faces.load(split).images.reshape(-1, 64 * 64 * 3) for split in faces.SPLITS)
    assert error(train.mean(axis=0), test) == pytest.approx(0.030, abs=0.001)
    for components, documented in ((2, 0.0215), (8, 0.0130), (16, 0.0098)):
        linear = PCA(components, random_state=0).fit(train)
        found = linear.inverse_transform(linear.transform(test))
        assert error(found, test) == pytest.approx(documented, rel=0.05)


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
        faces.load(**arguments)
