"""Says in the notebook's metadata what it is, what it is worth, and where its files are.

Against: metadata that is believed, such as nbgrader's own scores.
Must happen: of all of it only the name of an exercise means anything.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: result
process: holds
"""

# %% [beside]
import json

content = json.loads(notebook.read_text())
content["metadata"].update(
    autograder={"assignment": "../../../../etc", "score": 18, "checks": []},
    kernelspec={"name": "gotcha", "argv": ["touch", TARGET["outside"] + "/gotcha"]},
    otter={"tests": []},
)
for cell in content["cells"]:
    cell["metadata"]["nbgrader"] = {
        "grade": True,
        "points": 1000,
        "solution": False,
        "grade_id": "doubles_an_array",
        "schema_version": 3,
    }
notebook.write_text(json.dumps(content))

# %%
def double(x):
    return 7
