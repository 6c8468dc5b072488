"""What a conversation is called."""

import pytest
from django.test import AsyncClient

from tests.support.chat_operations import ask, post
from tests.support.errors import assert_error

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_a_conversation_is_called_like_its_first_question(
    visitor: AsyncClient,
) -> None:
    question = "Which of the\nlanguages that they speak did they learn as a child?"
    turn = await ask(visitor, question)
    title = "Which of the languages that they speak did they learn as a…"
    assert turn.events[0]["thread"]["title"] == title
    await ask(visitor, "Where do they live?", turn.thread_id)
    listed = (await post(visitor, "threads.list")).json()["data"]
    assert [thread["title"] for thread in listed] == [title]


async def test_a_conversation_can_be_renamed_by_its_visitor_alone(
    visitor: AsyncClient,
) -> None:
    id_ = (await ask(visitor, "Which languages?")).thread_id
    renamed = await post(
        visitor, "threads.update", thread_id=id_, title=" For\u202e the\tboard\n"
    )
    assert renamed.json()["title"] == "For the board"
    theirs = await post(AsyncClient(), "threads.update", thread_id=id_, title="Mine")
    assert_error(theirs, 404, "not_found")
    read_again = (await post(visitor, "threads.get_by_id", thread_id=id_)).json()
    assert read_again["title"] == "For the board"
    assert len(read_again["items"]["data"]) == 2


@pytest.mark.parametrize("title", ["", " \n", "\u200b", "x" * 201])
async def test_a_title_has_1_to_200_characters(
    visitor: AsyncClient, title: str
) -> None:
    id_ = (await ask(visitor, "Which languages?")).thread_id
    answer = await post(visitor, "threads.update", thread_id=id_, title=title)
    assert_error(answer, 400, "invalid_request")
