"""Puts numpy.py, json.py, autograder.py and msgspec.py beside the notebook.

Against: the trusted side's imports, if it stands in that folder.
Must happen: it does not import from there.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: result
process: holds
"""

# %% [beside]
CODE = f"open({TARGET['canary']!r}, 'w').write('gotcha')\n"
for name in ("numpy", "json", "autograder", "msgspec", "nbformat", "sitecustomize", "usercustomize"):
    (folder / f"{name}.py").write_text(CODE)

# %%
def double(x):
    return 7
