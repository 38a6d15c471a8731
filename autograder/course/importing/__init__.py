"""Assignments written for nbgrader or Otter, brought over into a course of ours."""

from autograder.course.importing.bring import Brought, bring

__all__ = ["Brought", "bring"]
