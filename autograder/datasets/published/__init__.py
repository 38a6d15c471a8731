"""The published data sets that the generated ones stand for, one module for each.

    from autograder.datasets.published import birds
    train = birds.load("train", n=500)

Every `load` gives what the generated set of the same subject gives, in the same shapes, dtypes and
ranges. The files come from a folder that the caller names, else from the user's cache, else from
where they are published (`fetch`). Nothing is unpacked onto the disk, and only the pictures that
were asked for are kept in memory.
"""
