import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def published() -> Path:
    """The folder of the published tables, named by AUTOGRADER_REAL_DATA or beside the repository.

    Nothing but tests needs it; those that do are skipped where it is missing.
    """
    folder = Path(os.environ.get("AUTOGRADER_REAL_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(
            f"the published tables are not in {folder}; AUTOGRADER_REAL_DATA may name their folder"
        )
    return folder
