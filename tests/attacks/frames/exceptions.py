"""Raises, and looks through the tracebacks and contexts of all exceptions that are alive.

Against: exceptions that carry frames of the other side.
Must happen: the other side's exceptions never come here.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: tracebacks:
process: holds
"""

# %%
import re
import sys
import threading
import traceback


def double(x):
    seen = 0
    try:
        raise KeyError("look")
    except KeyError:
        frames = [sys.exc_info()[2].tb_frame, *sys._current_frames().values()]
    for start in frames:
        for frame, _ in traceback.walk_stack(start):
            seen += 1
            for hit in re.findall("PLANTED-[A-Z]+-[0-9a-f]{4}", repr(frame.f_locals)[:5000]):
                print("!!! a frame holds", hit)
    print("tracebacks:", seen, "threads:", threading.active_count())
    return 0
