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
    """What the site consists of stays: spare the collector looking at it each time."""
    gc.collect()
    gc.freeze()
