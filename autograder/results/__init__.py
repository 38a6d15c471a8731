"""The records that leave a grading run: what they hold, and how they look as JSON."""

from autograder.results.calibration import Calibration, Spread, Threshold
from autograder.results.late import LatePolicy
from autograder.results.overrides import Override, read_overrides
from autograder.results.people import People, Person, read_people
from autograder.results.records import (
    SCHEMA_VERSION,
    Architecture,
    CheckResult,
    Document,
    Failure,
    Layer,
    Measure,
    Outcome,
    Picture,
    SubmissionResult,
    from_json,
    to_json,
)
from autograder.results.schema import json_schema
from autograder.results.standing import Adjustment, Standing, Standings, stand
from autograder.results.verification import AnswerKind, Verdict, Verification

__all__ = [
    "SCHEMA_VERSION",
    "Adjustment",
    "AnswerKind",
    "Architecture",
    "Calibration",
    "CheckResult",
    "Document",
    "Failure",
    "LatePolicy",
    "Layer",
    "Measure",
    "Outcome",
    "Override",
    "People",
    "Person",
    "Picture",
    "Spread",
    "Standing",
    "Standings",
    "SubmissionResult",
    "Threshold",
    "Verdict",
    "Verification",
    "from_json",
    "json_schema",
    "read_overrides",
    "read_people",
    "stand",
    "to_json",
]
