"""Uses magics and shell lines, which a notebook's kernel would carry out.

Against: a notebook that is run by IPython.
Must happen: they do nothing.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: result
process: holds
"""

# %%
%load_ext autoreload
%env GOTCHA=1
!touch /tmp/gotcha-shell
!!touch /tmp/gotcha-shell-2


def double(x):
    get_ipython().system("touch /tmp/gotcha-shell-3")
    get_ipython().run_line_magic("sx", "touch /tmp/gotcha-shell-4")
    return 7
