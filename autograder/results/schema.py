"""The JSON Schema of what leaves a grading run, generated from the records.

The committed copy is `schema.json` beside this file; a test holds it to the records.
"""

from pathlib import Path
from typing import Any

import msgspec

from autograder.results.records import Document

COMMITTED = Path(__file__).with_name("schema.json")


def json_schema() -> dict[str, Any]:
    """The schema (JSON Schema 2020-12) of the document that `grade --json` writes."""
    schema = msgspec.json.schema(Document)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def as_text() -> str:
    """The schema as it is committed."""
    encoded = msgspec.json.format(msgspec.json.encode(json_schema()), indent=2)
    return encoded.decode() + "\n"
