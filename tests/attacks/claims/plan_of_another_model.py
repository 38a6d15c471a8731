"""Sends the plan of the right model when asked what its own is made of, and its weights too.

Against: a trial that is made with what the student's process sends.
Must happen: the numbers differ, since this model computes others.

on: make_model
lost: model_has_its_layers, model_computes_what_its_weights_say
points: 14
shows: make_model
process: holds
"""

# %%
import keras

from autograder.student.session import Session

right = {}
plan, describe, attribute = Session.do_plan, Session.do_describe, Session.do_attribute


class Two(keras.Sequential):
    def get_weights(self):
        return right["model"].get_weights()


def swap(real):
    def answer(self, target, *a, **k):
        if isinstance(self._object(target), Two):
            inner = [keras.Input((4,)), keras.layers.Dense(8, activation="relu")]
            right["model"] = keras.Sequential([*inner, keras.layers.Dense(5)])
            target = self._handles.keep(right["model"])
        return real(self, target, *a, **k)

    return answer


Session.do_plan, Session.do_describe = swap(plan), swap(describe)


def make_model(classes):
    return Two([keras.Input((4,)), keras.layers.Dense(classes)])
