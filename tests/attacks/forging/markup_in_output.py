"""Prints half a megabyte of markup, escapes and invalid UTF-8.

Against: whatever shows the output of a submission.
Must happen: output is kept as text, and only so much of it.

points: 18
shows: bytes left out
process: holds
"""

# %%
import os

for _ in range(64):
    os.write(1, b"\xff\xfe</pre><script>alert(1)</script>\x1b[31m\x00" * 200)
