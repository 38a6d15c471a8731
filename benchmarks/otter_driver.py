"""Grades notebooks with Otter, in Otter's own environment: AUTOGRADER.zip RESULTS.json NOTEBOOK…

`otter.api.grade_submission` is what `otter run` calls for its one notebook; to call it for many
from one process spares all but the first the start of Otter itself. Everything quicker needs a
container. What a student's code prints is not shown.
"""

import json
import sys
from pathlib import Path

from otter.api import grade_submission

if __name__ == "__main__":
    autograder, results, *notebooks = sys.argv[1:]
    points = {}
    for notebook in notebooks:
        graded = grade_submission(notebook, autograder, quiet=True)
        points[Path(notebook).stem] = [graded.total, graded.possible]
    Path(results).write_text(json.dumps(points), encoding="utf-8")
