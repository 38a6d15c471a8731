"""Replaces its process by a program of its own, which speaks the wire protocol with intent.

Against: everything that the trusted side believes about the student's process.
Must happen: it can only send values; 42 is right once, everything else has to be computed.

on: double, mean_square, classify, make_model
lost: doubles_an_array, mean_of_squares, gradient_of_mean_square, classifies_four_points, classifies_fresh_points, model_gives_numbers, model_has_its_layers, model_computes_what_its_weights_say
points: 1
shows: result
process: holds
"""

# %%
import os
import sys

PROGRAM = """
import socket
from autograder.wire import Connection, Handle
wire = Connection(socket.socket(fileno=3))
while True:
    try: request = wire.receive()
    except Exception: break
    value = {
        "names": ["double", "mean_square", "classify", "make_model"],
        "name": Handle(1, "builtins.function", True),
        "module": Handle(2, "builtins.module", True),
        "describe": {"name": "model", "layers": []},
        "length": 4, "items": [42] * 4, "array": 42.0, "call": 42, "gradient": 42.0,
    }.get(request["op"])
    wire.send({"id": request["id"], "value": value})
"""


def double(x): ...
def mean_square(x): ...
def classify(known, labels, x): ...
def make_model(classes): ...


os.set_inheritable(3, True)
if "Connection" not in globals():
    import autograder.student.server as server

    def leave(self, request, real=server.Session.answer):
        if request["op"] != "names":
            return real(self, request)
        from autograder.wire import pack

        os.write(3, pack({"id": request["id"], "value": ["double", "mean_square", "classify", "make_model"]}))
        os.execv(sys.executable, [sys.executable, "-sPBc", PROGRAM])

    server.Session.answer = leave
