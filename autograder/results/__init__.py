"""The records that leave a grading run: what they hold, and how they look as JSON."""

from autograder.results.calibration import Calibration, Spread, Threshold
from autograder.results.records import (
    SCHEMA_VERSION,
    CheckResult,
    Document,
    Failure,
    Measure,
    Outcome,
    Picture,
    SubmissionResult,
    from_json,
    to_json,
)
from autograder.results.schema import json_schema
from autograder.results.verification import AnswerKind, Verdict, Verification

__all__ = [
    "SCHEMA_VERSION",
    "AnswerKind",
    "Calibration",
    "CheckResult",
    "Document",
    "Failure",
    "Measure",
    "Outcome",
    "Picture",
    "Spread",
    "SubmissionResult",
    "Threshold",
    "Verdict",
    "Verification",
    "from_json",
    "json_schema",
    "to_json",
]
