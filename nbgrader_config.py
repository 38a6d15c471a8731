"""What nbgrader has to know of this course: `nbgrader` commands work in this folder as it stands.

`autograder release` already does what `nbgrader generate_assignment` would do, by nbgrader's own
rules, and adds the public checks; nbgrader leaves alone what has been released that way.
"""

c = get_config()  # noqa: F821 - nbgrader puts it there

c.CourseDirectory.course_id = "deep-learning"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"

# nbgrader hands out every file that stands beside a source notebook. The reference does.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.py"]
