"""The data that exercises train on, one module for each.

Every one generates its data from a seed, so that nothing has to be downloaded, and names the
published data set that it stands for.
"""
