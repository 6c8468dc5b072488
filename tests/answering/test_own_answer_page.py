"""What a citation of an owner's answer opens, and answers in a real turn."""

import pytest
from django.test import AsyncClient, Client

from chatkit.models import AnswerPolicy, OwnAnswer
from tests.support.chat_operations import ask

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]
ANSWER = "I have a collie called <Finn>."


async def test_the_very_next_answer_is_the_owners_and_its_citation_opens(
    visitor: AsyncClient,
) -> None:
    before = await ask(visitor, "Does she have a dog?")
    own = await OwnAnswer.objects.acreate(question="Do you have a dog?", answer=ANSWER)
    after = await ask(visitor, "Does she have a dog?", before.thread_id)

    assert "Finn" not in before.text
    assert "Finn" in after.text
    (annotation,) = after.item["content"][0]["annotations"]
    source = annotation["source"]
    assert source["id"] == f"answer-{own.pk}"
    assert source["data"]["kind"] == "answer"
    assert source["title"].endswith(": Do you have a dog?")
    page = await visitor.get(source["data"]["url"])
    assert page.status_code == 200
    assert "I have a collie called &lt;Finn&gt;." in page.content.decode()

    own.enabled = False
    await own.asave()
    assert (await visitor.get(source["data"]["url"])).status_code == 404
    assert "Finn" not in (await ask(visitor, "Does she have a dog?")).text


async def test_the_very_next_answer_follows_a_policy(visitor: AsyncClient) -> None:
    policy = await AnswerPolicy.objects.aget(topic="age")
    before = await ask(visitor, "How old is she?")
    policy.way = "decline"
    await policy.asave()
    after = await ask(visitor, "How old is she?", before.thread_id)
    policy.way = ""
    await policy.asave()

    assert "not something I can answer here" not in before.text
    assert "not something I can answer here" in after.text
    again = await ask(visitor, "How old is she?", before.thread_id)
    assert again.text == before.text


def test_only_an_answer_of_the_owners_has_a_page(client: Client) -> None:
    for id_ in ("basics-email", "answer-1", "topic-1"):
        assert client.get(f"/api/chatkit/answers/{id_}").status_code == 404
