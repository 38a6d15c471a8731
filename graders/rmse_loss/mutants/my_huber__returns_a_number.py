"""Takes the threshold for the error and returns a number, where a function belongs.

Killed by: test_huber_makes_a_function
"""


def my_huber(threshold):
    return threshold**2 / 2
