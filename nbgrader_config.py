"""What nbgrader has to know of this course: `nbgrader` commands work in this folder as it stands.

What `nbgrader generate_assignment` makes is what `autograder release` made, byte for byte.
"""

import os
from pathlib import Path

c = get_config()  # noqa: F821 - nbgrader puts it there

c.CourseDirectory.course_id = "deep-learning"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"

# nbgrader hands out every file that stands beside a source notebook. The reference does.
sources = Path(__file__).parent.glob("solutions/*/*.ipynb")
references = [f"{path.stem}.py" for path in sources]
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", *references]

# The released files are here already. Without this nbgrader would take that for done and
# write nothing into its gradebook.
c.GenerateAssignment.force = True

# seconds that one cell may take where nbgrader runs a notebook; cells that look at an answer train
c.Execute.timeout = 300
# what TensorFlow says about the processor comes on stderr, where nbgrader takes it for an error
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
