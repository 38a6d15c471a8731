"""Text that only shows."""

import pytest

from autograder.reports.plain import name_of, plain, printed, shortened


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;http://evil\x07link\x1b]8;;\x07", "link"),
        ("a\x00b\x9bc", "a�b�c"),
        ("if\u2066 x\u2069:", "if⟨U+2066⟩ x⟨U+2069⟩:"),
        ("família \U0001f468\u200d\U0001f469\u200d\U0001f467 עברית", "família 👨‍👩‍👧 עברית"),
        ("line\r\nline\n\ttab", "line\nline\n\ttab"),
        ("half a pair \ud83d", "half a pair �"),
    ],
)
def test_what_commands_a_terminal_or_turns_letters_around_is_made_visible(written, shown):
    assert plain(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1/3\r2/3\r3/3\ndone", "3/3\ndone"),
        ("loading\rok", "okading"),
        ("12%\b\b\b99%", "99%"),
        ("\b\b\bx", "x"),
        ("\x1b[2K\r10/10", "10/10"),
    ],
)
def test_a_progress_bar_is_left_as_the_terminal_leaves_it(written, shown):
    assert printed(written) == shown


def test_of_long_output_beginning_and_end_are_kept():
    text, left_out = shortened("a" * 500 + "b" * 500, 100)
    assert text == f"{'a' * 50}\n…\n{'b' * 50}"
    assert left_out == 900
    assert shortened("short", 100) == ("short", 0)


def test_a_submission_is_called_by_its_file():
    assert name_of("class/ada lovelace.ipynb") == "ada lovelace"
    assert name_of("C:\\class\\ada.ipynb") == "ada"
    assert name_of("") == "(no name)"
