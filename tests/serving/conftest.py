from collections.abc import Iterator

import pytest

from tests.support.server import UNLIMITED, Server, serve


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server with the sample résumé for the tests that only talk to it."""
    with serve(tmp_path_factory.mktemp("server"), **UNLIMITED) as server:
        yield server
