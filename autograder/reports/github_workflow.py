"""The workflow that grades in GitHub Actions, alone or for GitHub Classroom."""

from pathlib import Path

TEMPLATE = Path(__file__).with_name("github_workflow.yml.template")
REPORTER = """\
      - name: Tell GitHub Classroom
        if: always() && steps.autograder.outputs.result != ''
        uses: classroom-resources/autograding-grading-reporter@v1
        env:
          AUTOGRADER_RESULTS: ${{ steps.autograder.outputs.result }}
        with:
          runners: autograder
"""


def github_workflow(assignment: str, repository: str, classroom: bool) -> bytes:
    """`.github/workflows/autograding.yml` of the repository that students copy.

    Args:
        assignment: its name.
        repository: OWNER/NAME of the course, which is private where it has hidden checks.
        classroom: whether GitHub Classroom is to be told.
    """
    text = TEMPLATE.read_text(encoding="utf-8")
    text = text.replace("@ASSIGNMENT@", assignment).replace("@REPOSITORY@", repository)
    return (text + (REPORTER if classroom else "")).encode()
