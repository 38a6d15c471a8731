"""Lists in sentences."""

from collections.abc import Sequence


def listed(words: Sequence[str], most: int = 10) -> str:
    """Return "a, b and c"; of a long list only the first words and the last."""
    if len(words) > most:
        return f"{', '.join(words[: most - 1])} and others up to {words[-1]}"
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def cells_listed(numbers: Sequence[int]) -> str:
    """Return "Cell 3" or "Cells 3, 4 and 7" for the beginning of a sentence."""
    return f"Cell{'s' if len(numbers) > 1 else ''} {listed([str(n) for n in numbers])}"
