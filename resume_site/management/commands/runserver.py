"""``runserver`` over ASGI: Django's own is WSGI and would hold a stream back."""

import os
import socket
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.commands import runserver
from django.utils import autoreload
from django.utils.module_loading import import_string

from resume_site.http_protocol import HTTPProtocol


class Command(runserver.Command):
    # Set by the command this extends, from its arguments.
    addr: str
    port: str
    use_ipv6: bool
    _raw_ipv6: bool

    help = "Serves the site for development, over ASGI, reloading when code changes."

    def inner_run(self, *args: Any, **options: Any) -> None:
        autoreload.raise_last_exception()
        self.check(display_num_errors=True)
        self.check_migrations()
        application = import_string(settings.ASGI_APPLICATION)
        listener = self.listen()
        host = f"[{self.addr}]" if self._raw_ipv6 else self.addr
        self.stdout.write(
            f"\nThe résumé:  http://{host}:{self.port}/"
            f"\nThe admin:   http://{host}:{self.port}/admin/"
            "\n\nCtrl-C stops the server.\n"
        )
        config = uvicorn.Config(
            application,
            http=HTTPProtocol,
            lifespan="on",
            log_config=None,
            proxy_headers=False,
        )
        uvicorn.Server(config).run(sockets=[listener])

    def listen(self) -> socket.socket:
        family = socket.AF_INET6 if self.use_ipv6 else socket.AF_INET
        try:
            return socket.create_server((self.addr, int(self.port)), family=family)
        except OSError as error:
            self.stderr.write(
                f"Can't serve at port {self.port}: {os.strerror(error.errno or 0)}. If another program"
                " uses it, choose a free one, for example: make run PORT=8001"
            )
            # The reloader's watcher is another thread: only this ends both.
            os._exit(1)
