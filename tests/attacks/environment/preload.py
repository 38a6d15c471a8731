"""Sets LD_PRELOAD, LD_LIBRARY_PATH and LD_AUDIT, and starts itself again.

Against: the loader of the processes that come after it.
Must happen: its environment ends with it.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: LD_PRELOAD
process: holds
"""

# %%
import os
import subprocess
import sys

os.environ["LD_PRELOAD"] = "/tmp/work/gotcha.so"
os.environ["LD_LIBRARY_PATH"] = os.environ["LD_AUDIT"] = "/tmp/work"
os.environ["GOTCHA"] = "1"


def double(x):
    said = subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True, text=True)
    print("LD_PRELOAD:", "gotcha.so" in said.stderr)
    return 0
