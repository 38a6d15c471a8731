"""Where the reports of submissions go, below one folder."""

import os
from collections.abc import Iterable
from pathlib import Path


def folder_names(submissions: list[str]) -> dict[str, Path]:
    """A relative folder for each submission: its path below what all of them share."""
    # a document may come from elsewhere: nothing in it may lead out of the folder of reports
    absolute = {name: Path(os.path.abspath(name)) for name in submissions}  # noqa: PTH100
    shared = Path(os.path.commonpath([path.parent for path in absolute.values()] or [Path("/")]))
    return {name: path.relative_to(shared).with_suffix("") for name, path in absolute.items()}


def free_name(name: str, folders: Iterable[Path]) -> str:
    """A name beside the folders of submissions that none of them has."""
    taken = {folder.parts[0] for folder in folders if folder.parts}
    while name in taken:
        name = f"_{name}"
    return name
