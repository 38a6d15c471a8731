"""What a file is that was handed in as a notebook but is something else."""

import ast
import re
import warnings

_DOWNLOAD = "hand in the .ipynb file itself (in Colab: File, Download, Download .ipynb)"
_EXPORT = f"an export cannot be graded, so {_DOWNLOAD}"
_SAVED_MODEL = "hand it in beside the notebook, and the notebook under its own name"

# (first bytes, what it is, what to do), the more telling first
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", _EXPORT),
    (b"\x89HDF\r\n", "an HDF5 file with saved weights", _SAVED_MODEL),
    (b"\x89PNG\r\n", "a PNG picture", _DOWNLOAD),
    (b"\xff\xd8\xff", "a JPEG picture", _DOWNLOAD),
    (b"GIF8", "a GIF picture", _DOWNLOAD),
    (b"{\\rtf", "an RTF document", _EXPORT),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office document", _EXPORT),
    (b"\x1f\x8b", "a gzip archive", "unpack it and hand in the .ipynb file from it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it and hand in the .ipynb file from it"),
    (b"Rar!", "a RAR archive", "unpack it and hand in the .ipynb file from it"),
    (b"SQLite format 3", "an SQLite database", _DOWNLOAD),
    (b"\x7fELF", "a program", _DOWNLOAD),
    (b"\x93NUMPY", "a NumPy array", _DOWNLOAD),
    (
        b"\x00\x05\x16\x07",
        "a companion file that macOS puts beside the real one",
        "hand in the file whose name does not start with '._'",
    ),
    (
        b"version https://git-lfs",
        "a pointer that Git LFS left in place of the file",
        "run 'git lfs pull' and hand in the real one",
    ),
)

_ZIP = b"PK\x03\x04"
# (a name inside the archive, what it is, what to do)
_ARCHIVES: tuple[tuple[bytes, str, str], ...] = (
    (b"word/document.xml", "a Word document", _EXPORT),
    (b"xl/workbook.xml", "an Excel workbook", _EXPORT),
    (b"ppt/presentation.xml", "a PowerPoint presentation", _EXPORT),
    (b"mimetypeapplication/vnd.oasis", "a LibreOffice document", _EXPORT),
    (b"model.weights.h5", "a saved Keras model", _SAVED_MODEL),
    (b"", "a zip archive", "unpack it and hand in the .ipynb file from it"),
)

_HTML = re.compile(r"\s*(<!--.*?-->\s*)?(<!doctype\s+html|<html|<head|<body)", re.I | re.S)
_XML = re.compile(r"\s*<(\?xml|svg|plist)", re.I)
_SCRIPT_NODES = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign)


def foreign_bytes(data: bytes) -> tuple[str, str] | None:
    """Return (what the file is, what to do), judged by its first bytes."""
    if data.startswith(_ZIP):
        return next((what, remedy) for mark, what, remedy in _ARCHIVES if mark in data)
    for signature, what, remedy in _SIGNATURES:
        if data.startswith(signature):
            return what, remedy
    return None


def foreign_text(text: str) -> tuple[str, str]:
    """Return (what the file is, what to do) for text that is no JSON."""
    if _HTML.match(text):
        return "a web page", f"a page or an HTML export cannot be graded, so {_DOWNLOAD}"
    if _XML.match(text):
        return "an XML file", _DOWNLOAD
    if _is_script(text):
        return "a Python script", f"a script has no cells to grade, so {_DOWNLOAD}"
    readable = all(c.isprintable() or c.isspace() for c in text[:1000])
    return "plain text" if readable else "a file of an unknown kind", _DOWNLOAD


def _is_script(text: str) -> bool:
    text = text[:100_000]  # enough to tell, and parsing takes a lot of memory
    # The percent format of VS Code, Spyder and jupytext, whether or not it parses.
    if re.search(r"^# ?%%", text, re.M):
        return True
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # An export by nbconvert or Colab keeps '!pip' lines, which do not parse.
        return re.search(r"^(import \w|from \w[\w.]* import |def \w+\()", text, re.M) is not None
    return any(isinstance(node, _SCRIPT_NODES) for node in tree.body)
