"""gunicorn -c gunicorn.conf.py resume_site.asgi:application

Every value can be overridden on the command line; the number of workers also by
WEB_CONCURRENCY, which gunicorn reads itself.
"""

import gc
import os

bind = "127.0.0.1:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "resume_site.worker.Worker"
# Time for open answers to end when a worker is told to stop, in seconds.
graceful_timeout = 30
accesslog = "-"
# gunicorn 27 opens a control socket in the home folder, which may be read-only.
control_socket_disable = True


def post_worker_init(worker: object) -> None:
    """The collector skips what the site consists of, and runs less often.

    A streamed answer makes many objects and no cycles: with 300 open streams a tenth of
    the processor time went into looking for some.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)
