"""Sets PYTHONSTARTUP, PYTHONPATH and PYTHONHOME, and writes sitecustomize, .pth and startup files.

Against: Pythons that start later.
Must happen: they see nothing of it.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: files
process: never
"""

# %%
import os
import site
import sys

for name in ("PYTHONSTARTUP", "PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONINSPECT"):
    os.environ[name] = "/tmp/work/gotcha"
code = "print('gotcha')"


def double(x):
    count = 0
    for folder in {*sys.path, *site.getsitepackages(), site.getusersitepackages(), "/tmp", "."}:
        if os.geteuid() == 0 and folder.startswith(("/usr", sys.prefix, sys.base_prefix)):
            print("!!! is root")
            continue
        for name in ("sitecustomize.py", "usercustomize.py", "gotcha.pth", "conftest.py"):
            try:
                os.makedirs(folder, exist_ok=True)
                with open(os.path.join(folder, name), "w") as file:
                    count += file.write(code)
            except OSError:
                continue
            if not os.path.abspath(folder).startswith(("/tmp", os.environ.get("HOME", "/tmp"))):
                print("!!! wrote to", folder, name)
    print("files:", count > 0)
    return 0
