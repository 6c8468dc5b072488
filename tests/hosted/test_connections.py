"""How OpenAI is reached: retries, proxies and certificates."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from chatkit.hosted import connections
from chatkit.hosted.client import OpenAIClient
from chatkit.hosted.errors import Unreachable
from tests.hosted.conftest import Arrive

pytestmark = pytest.mark.django_db(transaction=True)


def why(settings: Any, base_url: str) -> str:
    """Why no session was minted there."""
    settings.OPENAI_BASE_URL = base_url

    async def mint() -> None:
        try:
            await OpenAIClient(connections.shared()).create_session({})
        finally:
            await connections.close_shared()

    with pytest.raises(Unreachable) as failure:
        asyncio.run(mint())
    return failure.value.reason


@contextmanager
def listening(
    answer: Callable[[socket.socket], object],
) -> Iterator[tuple[int, list[int]]]:
    """A port on which each connection is answered so; and how many there were."""
    connections: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                connections.append(1)
                with connection:
                    answer(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listener.getsockname()[1], connections
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def test_a_name_that_does_not_resolve_is_told_from_a_closed_port(
    openai: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert why(settings, f"http://127.0.0.1:{port}/v1") == "connection"

    def unknown(*args: Any, **kwargs: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert why(settings, "https://models.invalid/v1") == "name"


def test_a_connection_that_could_not_be_made_is_tried_again(
    openai: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, arrive: Arrive
) -> None:
    tries: list[str] = []
    connect = aiohttp.TCPConnector._create_connection

    async def unlucky(self: Any, request: Any, *args: Any) -> Any:
        tries.append(str(request.url))
        if len(tries) < 3:
            raise aiohttp.ClientConnectorError(
                request.connection_key, OSError(111, "refused")
            )
        return await connect(self, request, *args)

    monkeypatch.setattr(aiohttp.TCPConnector, "_create_connection", unlucky)

    assert arrive().post("/api/chatkit/session").status_code == 200
    assert len(tries) == 3
    assert len(openai.minted) == 1


def test_an_answer_that_is_lost_is_not_asked_for_again(
    openai: Any, settings: Any
) -> None:
    """It may have minted a session."""
    with listening(lambda connection: connection.recv(100)) as (port, connections):
        assert why(settings, f"http://127.0.0.1:{port}/v1") == "connection"
    assert len(connections) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    openai: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = own_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def greet(connection: socket.socket) -> None:
        try:
            with context.wrap_socket(connection, server_side=True) as greeted:
                greeted.recv(100)
        except OSError:
            pass  # the client left

    with listening(greet) as (port, _):
        url = f"https://127.0.0.1:{port}/v1"
        assert why(settings, url) == "tls"
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        assert why(settings, url) == "connection"  # greeted, and hung up on


def test_the_proxy_of_the_environment_is_asked(
    openai: Any, arrive: Arrive, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stand-in is the proxy here: it is asked for the whole address."""
    monkeypatch.setenv("http_proxy", openai.url.removesuffix("/v1"))
    monkeypatch.delenv("no_proxy", raising=False)
    settings.OPENAI_BASE_URL = "http://localhost.localhost/v1"

    arrive().post("/api/chatkit/session")

    [request] = openai.requests
    assert request.path == "http://localhost.localhost/v1/chatkit/sessions"


def own_certificate(folder: Path) -> Path:
    """A file with a certificate for 127.0.0.1, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(certificate.public_bytes(Encoding.PEM) + secret)
    return file
