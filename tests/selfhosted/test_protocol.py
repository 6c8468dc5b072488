"""The whole ChatKit protocol: every operation, and what each one refuses."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from chatkit.actions import Action
from chatkit.store import NotFoundError
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    ClientToolCallItem,
    ClosedStatus,
    LockedStatus,
    StructuredInputFreeform,
    StructuredInputItem,
    ThreadItem,
    ThreadItemDoneEvent,
    ThreadStreamEvent,
    WidgetItem,
)
from chatkit.widgets import Card, Text
from django.core.management import call_command
from django.test import AsyncClient

from chatkit import conf
from chatkit.models import Item, Thread
from chatkit.models import Turn as Ledger
from chatkit.resolve import resolve
from chatkit.selfhosted.responders.base import Turn
from chatkit.selfhosted.responders.fallback import Instead
from chatkit.selfhosted.server import server
from chatkit.selfhosted.store import DjangoStore
from tests.chat import events_of, message
from tests.errors import assert_error
from tests.selfhosted.test_chat import URL, ask, post, read
from tests.server import SAMPLE

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 11, 23, 12)
store = DjangoStore()
ACTION = {"type": "book", "payload": {"day": "Monday"}}


@pytest.fixture(autouse=True)
def _sample(transactional_db: None) -> None:
    call_command("loadresume", str(SAMPLE), verbosity=0)


@pytest.fixture
def visitor() -> AsyncClient:
    return AsyncClient()


class Agent:
    """What an owner's agent may do: lock, ask, call a tool of the page, show a widget."""

    def __init__(self, *items: ThreadItem, locks: bool = False) -> None:
        self.items = items
        self.locks = locks
        self.turns: list[Turn] = []
        self.actions: list[tuple[str, Any, str]] = []

    async def respond(self, turn: Turn) -> AsyncIterator[ThreadStreamEvent]:
        self.turns.append(turn)
        for item in self.items:
            placed = {"thread_id": turn.thread.id}
            yield ThreadItemDoneEvent(item=item.model_copy(update=placed))
        if self.locks:
            turn.thread.status = LockedStatus(reason="The position is filled.")


class ActingAgent(Agent):
    """One that takes actions too."""

    async def act(
        self, turn: Turn, action: Action[str, Any], sender: WidgetItem | None
    ) -> AsyncIterator[ThreadStreamEvent]:
        self.actions.append((action.type, action.payload, sender.id if sender else ""))
        yield ThreadItemDoneEvent(item=said(turn.thread.id, turn.item_id))

    async def sync_act(
        self, turn: Turn, action: Action[str, Any], sender: WidgetItem | None
    ) -> ThreadItem | None:
        self.actions.append((action.type, action.payload, sender.id if sender else ""))
        if sender is None:
            return None
        return sender.model_copy(update={"widget": card("Booked")})


def said(thread_id: str, id_: str) -> AssistantMessageItem:
    return AssistantMessageItem(
        id=id_,
        thread_id=thread_id,
        created_at=NOON,
        content=[AssistantMessageContent(text="Booked.")],
    )


def card(text: str) -> Card:
    return Card(children=[Text(value=text)])


WIDGET = WidgetItem(id="wid_1", thread_id="", created_at=NOON, widget=card("Book?"))
CALL = ClientToolCallItem(
    id="tc_1",
    thread_id="",
    created_at=NOON,
    call_id="call_1",
    name="where",
    arguments={},
)
FORM = StructuredInputItem(
    id="si_1",
    thread_id="",
    created_at=NOON,
    inputs=[StructuredInputFreeform(id="role", question="Which role?")],
)


def answer_with(monkeypatch: pytest.MonkeyPatch, agent: Agent) -> Agent:
    monkeypatch.setattr(server(), "_choose", lambda config, exhausted: agent)
    return agent


async def begin(visitor: AsyncClient) -> str:
    """A new thread's id, whoever answers in it."""
    events = await stream(visitor, "threads.create", input=message("Hello there?"))
    return str(events[0]["thread"]["id"])


async def stream(visitor: AsyncClient, type_: str, **params: Any) -> list[Any]:
    answer = await post(visitor, type_, **params)
    assert answer.status_code == 200, answer.content
    return events_of(await read(answer))


async def items(visitor: AsyncClient, thread_id: str) -> list[dict[str, Any]]:
    page = await post(visitor, "items.list", thread_id=thread_id, order="asc")
    data: list[dict[str, Any]] = page.json()["data"]
    return data


async def test_feedback_is_kept_with_the_answer_and_can_be_changed(
    visitor: AsyncClient,
) -> None:
    turn = await ask(visitor, "Which languages?")
    rated = Item.objects.filter(item_id=turn.item["id"])
    for kind in ("positive", "negative"):
        answer = await post(
            visitor,
            "items.feedback",
            thread_id=turn.thread_id,
            item_ids=[turn.item["id"]],
            kind=kind,
        )
        assert answer.json() == {}
        assert (await rated.aget()).feedback == kind


async def test_feedback_on_anything_but_ones_own_answers_is_a_404_and_keeps_nothing(
    visitor: AsyncClient,
) -> None:
    mine = await ask(visitor, "Which languages?")
    theirs = await ask(AsyncClient(), "Which languages?")
    question = mine.events[1]["item"]["id"]
    for thread_id, ids in (
        (mine.thread_id, [mine.item["id"], "msg_unknown"]),
        (mine.thread_id, [mine.item["id"], question]),
        (mine.thread_id, [mine.item["id"], theirs.item["id"]]),
        (theirs.thread_id, [theirs.item["id"]]),
        ("thr_unknown", [mine.item["id"]]),
    ):
        answer = await post(
            visitor,
            "items.feedback",
            thread_id=thread_id,
            item_ids=ids,
            kind="positive",
        )
        assert_error(answer, 404, "not_found")
    assert not await Item.objects.exclude(feedback="").aexists()


@pytest.mark.parametrize(
    "params",
    [
        {"item_ids": [], "kind": "positive"},
        {"item_ids": ["msg_1"] * 101, "kind": "positive"},
        {"item_ids": ["msg_1"], "kind": "great"},
        {"item_ids": "msg_1", "kind": "positive"},
    ],
)
async def test_feedback_names_a_page_of_answers_and_is_one_of_two_kinds(
    visitor: AsyncClient, params: dict[str, Any]
) -> None:
    answer = await post(visitor, "items.feedback", thread_id="thr_1", **params)
    assert_error(answer, 400, "invalid_request")


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


async def test_the_output_of_a_tool_of_the_page_goes_back_to_who_asked_for_it(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = answer_with(monkeypatch, Agent(CALL))
    id_ = await begin(visitor)
    agent.items = (said("", "msg_after"),)

    events = await stream(
        visitor,
        "threads.add_client_tool_output",
        thread_id=id_,
        result={"city": "Oslo"},
    )
    assert events[-1]["item"]["id"] == "msg_after"
    assert agent.turns[-1].question == ""
    call = (await items(visitor, id_))[1]
    assert (call["status"], call["output"]) == ("completed", {"city": "Oslo"})

    again = await post(
        visitor, "threads.add_client_tool_output", thread_id=id_, result="once more"
    )
    assert_error(again, 400, "invalid_request")


async def test_a_form_is_filled_in_once(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = answer_with(monkeypatch, Agent(FORM))
    id_ = await begin(visitor)
    agent.items = (said("", "msg_after"),)
    filled = {
        "thread_id": id_,
        "item_id": "si_1",
        "input": {"answers": {"role": {"values": ["Nurse"]}, "unknown": {}}},
    }
    events = await stream(visitor, "threads.add_structured_input", **filled)
    assert [event["type"] for event in events][1:] == [
        "thread.item.replaced",
        "thread.item.done",
    ]
    form = (await items(visitor, id_))[1]
    assert form["status"] == "answered"
    assert form["inputs"][0]["answer"]["values"] == ["Nurse"]

    again = await post(visitor, "threads.add_structured_input", **filled)
    assert_error(again, 400, "invalid_request")
    assert (await items(visitor, id_))[1] == form


async def test_a_form_takes_as_many_characters_as_a_message(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, Agent(FORM))
    id_ = await begin(visitor)
    answer = await post(
        visitor,
        "threads.add_structured_input",
        thread_id=id_,
        item_id="si_1",
        input={"answers": {"role": {"values": ["x" * 2_001] * 2}}},
    )
    assert_error(answer, 413, "too_large")


async def test_operations_on_items_they_are_not_for_are_refused_before_the_stream(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, ActingAgent())
    id_ = await begin(visitor)
    question = (await items(visitor, id_))[0]["id"]
    await store.add_thread_item(id_, said(id_, "msg_1"), await owner_of(id_))
    stored = await Item.objects.acount()

    for type_, params in (
        ("threads.add_client_tool_output", {"result": None}),
        ("threads.add_structured_input", {"item_id": question, "input": {}}),
        ("threads.retry_after_item", {"item_id": "msg_1"}),
        ("threads.custom_action", {"item_id": question, "action": ACTION}),
        ("threads.sync_custom_action", {"item_id": question, "action": ACTION}),
    ):
        answer = await post(visitor, type_, thread_id=id_, **params)
        assert_error(answer, 400, "invalid_request")
        if "item_id" in params:
            answer = await post(
                visitor, type_, thread_id=id_, **{**params, "item_id": "msg_unknown"}
            )
            assert_error(answer, 404, "not_found")
        answer = await post(AsyncClient(), type_, thread_id=id_, **params)
        assert_error(answer, 404, "not_found")
    assert await Item.objects.acount() == stored


async def test_an_action_is_given_to_the_agent_with_the_widget_it_came_from(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = answer_with(monkeypatch, ActingAgent(WIDGET))
    id_ = await begin(visitor)
    events = await stream(
        visitor,
        "threads.custom_action",
        thread_id=id_,
        item_id="wid_1",
        action=ACTION,
    )
    assert events[-1]["item"]["content"][0]["text"] == "Booked."
    assert agent.actions == [("book", {"day": "Monday"}, "wid_1")]
    assert (await items(visitor, id_))[-1] == events[-1]["item"]


async def test_a_sync_action_answers_with_the_item_it_changed_and_keeps_it(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = answer_with(monkeypatch, ActingAgent(WIDGET))
    id_ = await begin(visitor)
    act = {"thread_id": id_, "action": ACTION}
    answer = await post(visitor, "threads.sync_custom_action", item_id="wid_1", **act)
    changed = answer.json()["updated_item"]
    assert changed["widget"]["children"][0]["value"] == "Booked"
    assert (await items(visitor, id_))[1] == changed

    answer = await post(visitor, "threads.sync_custom_action", **act)
    assert answer.json() == {}
    assert [sender for _, _, sender in agent.actions] == ["wid_1", ""]


@pytest.mark.parametrize(
    "type_", ["threads.custom_action", "threads.sync_custom_action"]
)
async def test_actions_are_refused_where_nothing_takes_them(
    visitor: AsyncClient, type_: str
) -> None:
    id_ = (await ask(visitor, "Which languages?")).thread_id
    answer = await post(visitor, type_, thread_id=id_, action=ACTION)
    assert_error(answer, 400, "invalid_request")


async def test_an_action_has_a_type(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, ActingAgent())
    id_ = await begin(visitor)
    answer = await post(visitor, "threads.custom_action", thread_id=id_, action={})
    assert_error(answer, 400, "invalid_request")


async def test_a_thread_the_agent_locked_takes_nothing_more_and_says_why(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, ActingAgent(WIDGET, locks=True))
    events = await stream(visitor, "threads.create", input=message("Hello there?"))
    id_ = events[0]["thread"]["id"]
    assert events[-1]["thread"]["status"]["type"] == "locked"
    assert events[-1]["thread"]["title"] == "Hello there?"
    question = events[1]["item"]["id"]
    stored = await Item.objects.acount()

    for type_, params in (
        ("threads.add_user_message", {"input": message("Please?")}),
        ("threads.retry_after_item", {"item_id": question}),
        ("threads.add_client_tool_output", {"result": 1}),
        ("threads.add_structured_input", {"item_id": "wid_1", "input": {}}),
        ("threads.custom_action", {"item_id": "wid_1", "action": ACTION}),
        ("threads.sync_custom_action", {"item_id": "wid_1", "action": ACTION}),
    ):
        answer = await post(visitor, type_, thread_id=id_, **params)
        assert_error(answer, 409, "thread_locked")
        assert answer.json()["error"]["message"] == "The position is filled."
    assert await Item.objects.acount() == stored

    renamed = await post(visitor, "threads.update", thread_id=id_, title="Filled")
    assert renamed.json()["status"]["reason"] == "The position is filled."
    assert (await post(visitor, "threads.delete", thread_id=id_)).json() == {}


async def test_a_closed_thread_takes_no_message_and_no_file(
    visitor: AsyncClient,
) -> None:
    id_ = (await ask(visitor, "Which languages?")).thread_id
    owner = await owner_of(id_)
    thread = await store.load_thread(id_, owner)
    thread.status = ClosedStatus()
    await store.save_thread(thread, owner)
    sent = {**message("And this one?"), "attachments": ["atc_unknown"]}
    answer = await post(visitor, "threads.add_user_message", thread_id=id_, input=sent)
    assert_error(answer, 409, "thread_locked")


class Owner:
    def __init__(self, visitor_id: str) -> None:
        self.visitor_id = visitor_id


async def owner_of(thread_id: str) -> Owner:
    return Owner((await Thread.objects.aget(id=thread_id)).visitor_id)


@pytest.mark.parametrize(
    "raw",
    [
        '"\\u0000"',
        '{"a\\u0000": 1}',
        "1e999",
        "NaN",
        "[" * 40 + "]" * 40,
        '"\\ud800"',
    ],
)
async def test_what_a_database_could_not_keep_is_a_400(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch, raw: str
) -> None:
    answer_with(monkeypatch, Agent(CALL))
    id_ = await begin(visitor)
    body = (
        '{"type": "threads.add_client_tool_output", "params":'
        f'{{"thread_id": "{id_}", "result": {raw}}}}}'
    )
    answer = await visitor.post(URL, body, content_type="application/json")
    assert_error(answer, 400, "invalid_request")
    assert (await items(visitor, id_))[1]["status"] == "pending"


async def test_an_odd_but_storable_output_comes_back_as_it_was(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = answer_with(monkeypatch, Agent(CALL))
    id_ = await begin(visitor)
    agent.items = ()
    result = {"": [10**300, -0.5, None, "\U0001f9d1\u200d\U0001f680\u0085\uffff"]}
    await stream(
        visitor, "threads.add_client_tool_output", thread_id=id_, result=result
    )
    assert (await items(visitor, id_))[1]["output"] == result


async def test_a_request_has_64_kilobytes_at_most(visitor: AsyncClient) -> None:
    tag = {"type": "input_tag", "id": "t", "text": "?", "data": {"a": "x" * 66_000}}
    large = {**message("Which languages?"), "content": [tag]}
    assert_error(await post(visitor, "threads.create", input=large), 413, "too_large")
    emoji = await ask(visitor, "\U0001f600" * 4_000)  # escaped: 12 bytes each
    assert emoji.text


async def test_reading_costs_no_question_but_is_bounded(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django_ratelimit.core.time.time", lambda: 1_800_000_000)
    config = resolve(
        {
            "CHATKIT_MAX_REQUESTS_PER_MINUTE": "1",
            "CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS": "2",
        }
    )
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))
    id_ = (await ask(visitor, "Which languages?")).thread_id
    for _ in range(20):
        listed = await post(visitor, "items.list", thread_id=id_)
        assert listed.status_code == 200
    for type_, params in (
        ("threads.list", {}),
        ("threads.update", {"thread_id": id_, "title": "Mine"}),
        ("threads.delete", {"thread_id": id_}),
    ):
        answer = await post(visitor, type_, **params)
        assert_error(answer, 429, "rate_limited")
        assert int(answer["Retry-After"]) > 0


async def test_a_sync_action_costs_a_question(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django_ratelimit.core.time.time", lambda: 1_800_000_000)
    config = resolve({"CHATKIT_MAX_REQUESTS_PER_MINUTE": "1"})
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))
    answer_with(monkeypatch, ActingAgent())
    id_ = await begin(visitor)
    act = {"thread_id": id_, "action": ACTION}
    answer = await post(visitor, "threads.sync_custom_action", **act)
    assert_error(answer, 429, "rate_limited")


async def test_a_sync_action_is_a_turn_with_a_lease_a_deadline_and_a_record(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Costly(ActingAgent):
        async def sync_act(
            self, turn: Turn, action: Action[str, Any], sender: WidgetItem | None
        ) -> ThreadItem | None:
            turn.report.answered_by, turn.report.output_tokens = "agent", 7
            answer = await post(visitor, "threads.sync_custom_action", **act)
            assert_error(answer, 409, "turn_in_progress")
            if action.payload == "slow":
                await asyncio.Event().wait()
            return await super().sync_act(turn, action, sender)

    answer_with(monkeypatch, Costly(WIDGET))
    act = {"thread_id": await begin(visitor), "action": ACTION, "item_id": "wid_1"}
    answer = await post(visitor, "threads.sync_custom_action", **act)
    assert answer.json()["updated_item"]["id"] == "wid_1"

    config = replace(resolve({}), answer_seconds=1)
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))
    slow = {**act, "action": {"type": "book", "payload": "slow"}}
    answer = await post(visitor, "threads.sync_custom_action", **slow)
    assert_error(answer, 504, "upstream_timeout")

    rows = [row async for row in Ledger.objects.order_by("id")][-2:]
    assert [(row.outcome, row.output_tokens) for row in rows] == [
        ("answered", 7),
        ("overdue", 7),
    ]


@pytest.mark.parametrize(
    "type_", ["threads.custom_action", "threads.sync_custom_action"]
)
async def test_an_action_over_the_budget_or_with_the_chat_off_leaves_no_turn(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch, type_: str
) -> None:
    agent = ActingAgent(WIDGET)
    answer_with(monkeypatch, agent)
    act = {"thread_id": await begin(visitor), "action": ACTION, "item_id": "wid_1"}
    before = await Ledger.objects.acount()
    await Ledger.objects.aupdate(answered_by="model")
    monkeypatch.setattr(
        server(), "_choose", lambda _, spent: Instead(spent) if spent else agent
    )
    for given, status, code in (
        ({"CHATKIT_MESSAGES_PER_DAY": str(before)}, 400, "invalid_request"),
        ({"CHATKIT_ENABLED": "off"}, 503, "chat_disabled"),
    ):
        config = resolve({"CHATKIT_MODEL": "m", **given})
        monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))
        assert_error(await post(visitor, type_, **act), status, code)
    assert agent.actions == []
    assert await Ledger.objects.acount() == before


@pytest.mark.parametrize(
    "type_", ["threads.custom_action", "threads.sync_custom_action"]
)
async def test_where_the_chat_is_off_an_action_is_told_so_whoever_answers(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch, type_: str
) -> None:
    id_ = (await ask(visitor, "Which languages?")).thread_id
    config = resolve({"CHATKIT_ENABLED": "off"})
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))
    answer = await post(visitor, type_, thread_id=id_, action=ACTION)
    assert_error(answer, 503, "chat_disabled")


async def test_a_cursor_of_another_visitor_is_a_404(visitor: AsyncClient) -> None:
    mine = await ask(visitor, "Which languages?")
    theirs = await ask(AsyncClient(), "Which languages?")
    answer = await post(visitor, "threads.list", after=theirs.thread_id)
    assert_error(answer, 404, "not_found")
    answer = await post(
        visitor, "items.list", thread_id=mine.thread_id, after=theirs.item["id"]
    )
    assert_error(answer, 404, "not_found")
    with pytest.raises(NotFoundError):
        await store.load_thread(theirs.thread_id, await owner_of(mine.thread_id))


@pytest.mark.parametrize(("limit", "count"), [(-1, 1), (0, 2), (10**30, 2)])
async def test_any_limit_brings_a_page(
    visitor: AsyncClient, limit: int, count: int
) -> None:
    turn = await ask(visitor, "Which languages?")
    page = await post(visitor, "items.list", thread_id=turn.thread_id, limit=limit)
    assert len(page.json()["data"]) == count
