"""How large a message may be, in every way in which it can be large."""

from dataclasses import dataclass

from autograder.errors import UsageError, ValueNotAllowed

# a frame's header has four bytes for a length
_LARGEST_LENGTH = 2**32 - 1
# each level costs a few Python frames, and the interpreter allows a thousand in all
_DEEPEST = 100


@dataclass(frozen=True)
class Limits:
    """Bounds on one frame; what is over one of them is refused before it costs memory.

    `frame_bytes` is for all of it, header included; `structure_bytes` for everything but the
    numbers in arrays, so it bounds strings, too; `depth` is how far values may be nested;
    `items` counts the message itself and all elements, keys and values in it.
    """

    frame_bytes: int = 64 * 2**20
    structure_bytes: int = 2**20
    depth: int = 32
    items: int = 100_000

    def __post_init__(self) -> None:
        if not 0 < self.depth <= _DEEPEST:
            raise UsageError(f"The limit `depth` is {self.depth}; it must be 1 to {_DEEPEST}.")
        for name in ("frame_bytes", "structure_bytes", "items"):
            if not 0 < getattr(self, name) <= _LARGEST_LENGTH:
                raise UsageError(
                    f"The limit `{name}` is {getattr(self, name)}; "
                    f"it must be 1 to {_LARGEST_LENGTH}."
                )

    def check_frame(self, frame: int) -> None:
        """Refuse a frame of this many bytes if that is too many."""
        if frame > self.frame_bytes:
            raise ValueNotAllowed(
                f"The value takes {frame:,} bytes, and at most {self.frame_bytes:,} can be passed "
                "at once; use fewer or smaller arrays."
            )

    def check_structure(self, structure: int) -> None:
        """Refuse a structure of this many bytes if that is too many."""
        if structure > self.structure_bytes:
            raise ValueNotAllowed(
                f"The value takes at least {structure:,} bytes without its arrays, and at most "
                f"{self.structure_bytes:,} can be passed at once; put numbers into arrays, and "
                "shorten strings."
            )

    def check_items(self, items: int) -> None:
        """Refuse a message of this many values if that is too many."""
        if items > self.items:
            raise ValueNotAllowed(
                f"The value has {items:,} elements or more, and at most {self.items:,} can be "
                "passed at once; put numbers into arrays."
            )

    def check_depth(self, depth: int) -> None:
        """Refuse what is nested this deep if that is too deep."""
        if depth > self.depth:
            raise ValueNotAllowed(
                f"The value is nested more than {self.depth} deep, or contains itself; "
                "make it flatter."
            )


DEFAULT = Limits()
