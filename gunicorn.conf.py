"""gunicorn -c gunicorn.conf.py resume_site.asgi:application

Every value can be overridden on the command line; the number of workers also by
WEB_CONCURRENCY, which may be in .env.
"""

import gc
import os
import sys
from pathlib import Path

root = Path(__file__).parent
sys.path.insert(0, str(root))

from django.core.exceptions import ImproperlyConfigured  # noqa: E402

from chatkit.config.value_types import Integer  # noqa: E402
from resume_site import dotenv  # noqa: E402

bind = "127.0.0.1:8000"
try:
    variables = dotenv.variables(root, os.environ)
    workers = Integer(1).read(variables, "WEB_CONCURRENCY", 2)
except ImproperlyConfigured as error:
    sys.exit(str(error))
worker_class = "resume_site.worker.Worker"
# Time for open answers to end when a worker is told to stop, in seconds.
graceful_timeout = 30
accesslog = "-"
# gunicorn 27 opens a control socket in the home folder, which may be read-only.
control_socket_disable = True


def on_reload(arbiter: object) -> None:
    from resume_site import worker

    worker.on_reload(arbiter)


def post_worker_init(worker: object) -> None:
    """The collector skips what the site consists of, and runs less often.

    A streamed answer makes many objects and no cycles: with 300 open streams a tenth of
    the processor time went into looking for some.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)
