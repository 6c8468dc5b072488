import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resume/samples/sample.json"
DOCUMENTS = [SAMPLE, *sorted((Path(__file__).parent / "documents").glob("*.json"))]


@pytest.fixture
def sample() -> Any:
    return json.loads(SAMPLE.read_text(encoding="utf-8"))


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.stem)
def document(request: pytest.FixtureRequest) -> Any:
    return json.loads(request.param.read_text(encoding="utf-8"))
