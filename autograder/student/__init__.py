"""The untrusted side: runs the student's cells and answers questions about what they define.

This is all that a hostile notebook shares a process with. It knows no check, no expected
value and no score; it keeps objects behind numbered handles and answers with plain data.
"""

from autograder.student.server import serve
from autograder.student.session import Session

__all__ = ["Session", "serve"]
