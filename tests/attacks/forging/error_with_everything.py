"""Answers with errors: endless text, escapes for terminals, false lines, HTML, thousands of frames.

Against: the report, and whoever reads it.
Must happen: text is cut, and control characters are gone.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: double(…) raised
process: holds
"""

# %%
class Nasty(Exception):
    def __str__(self):
        return "\x1b[2J\x1b]0;title\x07<script>alert(1)</script>\x00\u202e" + "passed " * 10**5


def deeper(n):
    if n:
        deeper(n - 1)
    raise Nasty()


def double(x):
    deeper(300)
