"""The student process replaced whole: it speaks the protocol by a plan, and computes nothing.

A plan is a list of acts `[operation, kind, value, number]`. Each question is answered by the first
act that is left for its operation (`*` is for any), or, without one, as a student's process might
answer it. So is `prepare` always, which comes before any code of a student's. `serve` is the entry
of a real sandbox; it finds the plan in the last folder of the path.
"""

import contextlib
import os
import socket
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from autograder.errors import WireError
from autograder.wire import Connection, Handle, Limits, Tensor, pack, unpack

# what a plan may hold is more than what one message may
WIDE = Limits(frame_bytes=2**31, structure_bytes=2**27, depth=100, items=10**7)
ANY = "*"
PAUSE_S = 0.002

LAYER = {
    "name": "dense", "class_name": "Dense", "module": "keras", "is_keras": True, "config": {},
    "input_shape": (None, 3), "output_shape": (None, 1), "parameters": 4,
    "trainable_parameters": 4, "trainable_variables": 2, "trainable": True, "activation": None,
    "layers": [],
}  # fmt: skip
ORDINARY: dict[str, Any] = {
    "names": ["double", "mean_square"],
    "name": Handle(1, "builtins.function", True),
    "module": Handle(2, "builtins.module", False),
    "attribute": Handle(3, "keras.src.layers.Dense", True),
    "call": Handle(4, "keras.src.layers.Dense", True),
    "item": 7,
    "length": 3,
    "items": [1, 2, 3],
    "array": np.arange(3.0),
    "describe": LAYER,
    "gradient": Tensor(np.zeros(3)),
}


def serve(sock: socket.socket) -> None:
    """Be the student process, until nobody asks any more."""
    impostor = Impostor(sock, unpack(Path(sys.path[-1], "plan").read_bytes(), WIDE))
    with contextlib.suppress(WireError, OSError):
        while True:
            impostor.answer()


class Impostor:
    """One end of a socket, and the acts that are left."""

    def __init__(self, sock: socket.socket, acts: list[Any]) -> None:
        self._sock = sock
        self._connection = Connection(sock)
        self._left = list(acts)
        self.last = ""

    def answer(self) -> None:
        """Wait for the next question and answer it by the plan."""
        question = self._connection.receive()
        act = _take(self._left, question["op"])
        self.last = act[1]
        _answer(self._sock, question, act)


def _take(left: list[Any], operation: str) -> list[Any]:
    for place, act in enumerate(left):
        if act[0] in (operation, ANY) and operation != "prepare":
            return left.pop(place)
    return [operation, "value", ORDINARY.get(operation), 0]


def _answer(sock: socket.socket, question: dict[str, Any], act: list[Any]) -> None:
    _, kind, value, count = act
    number = question["id"]
    match kind:
        case "value":
            sock.sendall(_packed({"id": number, "value": value}))
        case "error":
            sock.sendall(_packed({"id": number, "error": value}))
        case "both":
            sock.sendall(_packed({"id": number, "value": value, "error": value}))
        case "more":
            extra = value if isinstance(value, dict) else {"more": value}
            sock.sendall(_packed({"id": number, "value": None, **extra}))
        case "id":
            sock.sendall(_packed({"id": value, "value": None}))
        case "off by":
            sock.sendall(_packed({"id": number + count, "value": value}))
        case "whole":
            sock.sendall(_packed(value))
        case "raw":
            sock.sendall(value)
        case "tampered":
            frame = bytearray(_packed({"id": number, "value": value}))
            frame[count % len(frame)] ^= 1 + count % 255
            sock.sendall(frame)
        case "slow":
            for byte in _packed({"id": number, "value": value}):
                sock.sendall(bytes([byte]))
                time.sleep(PAUSE_S)
        case "late":
            time.sleep(count / 1000)
            sock.sendall(value)
        case "flood":
            for ahead in range(count + 1):
                sock.sendall(_packed({"id": number + ahead, "value": value}))
        case "twice":
            sock.sendall(2 * _packed({"id": number, "value": value}))
        case "zeros":
            array = np.zeros(count, np.uint8)
            sock.sendall(_packed({"id": number, "value": Tensor(array) if value else array}))
        case "cut":
            frame = _packed({"id": number, "value": value})
            sock.sendall(frame[: len(frame) // 2])
            sock.shutdown(socket.SHUT_RDWR)
        case "close":
            sock.shutdown(socket.SHUT_RDWR)
        case "exit":
            os._exit(count & 255)
        case "silence":
            pass


def _packed(value: Any) -> bytes:
    """The frame, even where it is over a limit: no sender of the impostor's is honest."""
    return pack(value, WIDE)
