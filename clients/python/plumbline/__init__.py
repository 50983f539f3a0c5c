"""Sends requests and outcomes of a model to Plumbline's intake, in the background.

    import plumbline

    plumbline.configure("http://127.0.0.1:8080", token=None)
    plumbline.log({"requestId": "a-1", "model": "loans", "attributes": {"sex": "female"},
                   "prediction": {"label": "approved", "score": 0.8}})
    plumbline.label("a-1", "loans", "approved")

Nothing here waits for the network: records go into a bounded queue, which a thread empties in batches. A batch is sent
again until the intake has stored it; a record that the intake refuses is counted and said in the log, without its
contents. What waits at the end of the process is sent then, for ``flush_seconds`` at most.
"""

from ._client import Client, Counts, configure, default, flush, label, log, monitor

__all__ = ["Client", "Counts", "configure", "default", "flush", "label", "log", "monitor"]
