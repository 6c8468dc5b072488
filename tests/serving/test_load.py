"""Many visitors at once, on SQLite, through the production server."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.support.chat import Chat, Turn
from tests.support.server import GUNICORN, UNLIMITED, serve

CHATS = 60


def test_sixty_chats_at_once_are_all_answered_and_stored(tmp_path: Path) -> None:
    with serve(tmp_path, command=GUNICORN, **UNLIMITED) as server:

        def chat(number: int) -> Turn:
            with Chat(server.url) as visitor:
                turn = visitor.ask("Where do they work now?")
                answer = visitor.post("threads.get_by_id", thread_id=turn.thread_id)
                items = answer.json()["items"]["data"]
            assert [item["type"] for item in items] == [
                "user_message",
                "assistant_message",
            ]
            assert items[1] == turn.item
            return turn

        with ThreadPoolExecutor(CHATS) as visitors:
            turns = list(visitors.map(chat, range(CHATS)))

        assert len({turn.thread_id for turn in turns}) == CHATS
        assert len({turn.text for turn in turns}) == 1
        assert "locked" not in server.log
        assert "Traceback" not in server.log
