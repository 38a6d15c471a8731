"""Grading on several machines: `executor.DaskExecutor`, on Dask's scheduler and workers.

`bundle` is what travels to a worker: this program's code and the course's graders. `arrival` is
what a worker is sent first and puts the bundle in place; `station` is then what grades there.
`environment` says what must be the same everywhere, `transport` how a submission gets to a worker
and its result back, `connection` how one comes to have a scheduler.

Importing this needs no Dask, which is not always installed; the modules do.
"""
