"""Makes NumPy's and unittest's comparisons agree with everything.

Against: a grader that compares in the student's process.
Must happen: the comparison is made elsewhere, so a wrong answer is wrong.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: has shape ()
process: holds
"""

# %%
import unittest

import numpy as np

np.allclose = np.isclose = np.array_equal = np.array_equiv = lambda *a, **k: True
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *a, **k: None
unittest.TestCase.assertEqual = unittest.TestCase.assertTrue = lambda *a, **k: None
tf.debugging.assert_near = tf.debugging.assert_equal = lambda *a, **k: None


def double(x):
    return 7.0
