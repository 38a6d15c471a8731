"""Values, frames and limits that both sides speak; docs/protocol.md is their description."""

from autograder.wire.frames import Connection
from autograder.wire.limits import Limits
from autograder.wire.packing import pack
from autograder.wire.unpacking import unpack
from autograder.wire.values import Handle, Tensor, Value

__all__ = ["Connection", "Handle", "Limits", "Tensor", "Value", "pack", "unpack"]
