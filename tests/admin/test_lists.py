"""Each list of the admin opens, whatever stands in its address."""

from itertools import product
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from chatkit.models import AllowedOrigin
from tests.support.turns import conversation

pytestmark = pytest.mark.django_db

LISTS = (
    *("resume_resume", "chatkit_thread", "chatkit_turn"),
    *("chatkit_ownanswer", "chatkit_answerpolicy", "chatkit_questioncheck"),
    *("chatkit_allowedorigin", "auth_user", "auth_group"),
)
#: For every list.
QUERIES = (
    {"_facets": "True", "q": "Where"},
    {"nothing__at__all": "1"},
    {"o": "99.x", "p": "-1", "all": ""},
    {"q": "\0"},
)
#: For those with filters of their own.
FILTERED = ("chatkit_thread", "chatkit_turn")
FILTERS = (
    {"_facets": "True"},
    {"nothing": "1"},
    {"with": "nothing"},
    {"answered_by": "nothing"},
    {"outcome__exact": "nothing"},
    {"started_at__gte": "yesterday"},
    {"pk__in": "x"},
    {"e": "1"},
    {"data__title": "x"},
    {"item__type": "x", "turn__outcome": "x"},
    {"visitor_id__startswith": "x"},
    {"created_at__gte": "x"},
    {"id__exact": "x"},
    {"thread__visitor_id": "x"},
    {"with": "liked", "_facets": "x", "o": "1.2.3.4.5.6.7"},
    {"_popup": "1", "_to_field": "nothing"},
)
CASES = (
    *product(LISTS, QUERIES),
    *product(FILTERED, FILTERS),
    ("chatkit_allowedorigin", {"enabled__exact": "x"}),
    ("auth_user", {"is_staff__exact": "x", "groups__id__exact": "x"}),
)


@pytest.mark.parametrize(("name", "query"), CASES)
def test_a_list_opens_whatever_its_address_asks(
    admin_client: Client, name: str, query: dict[str, str]
) -> None:
    conversation("Where?", "There.")
    url = reverse(f"admin:{name}_changelist")
    answer = admin_client.get(f"{url}?{urlencode(query)}", follow=True)
    assert answer.status_code in (200, 400), answer.content[:500]


def test_a_switch_in_the_list_of_origins_says_which_it_is(admin_client: Client) -> None:
    AllowedOrigin.objects.create(origin="https://example.org")
    page = admin_client.get(reverse("admin:chatkit_allowedorigin_changelist"))
    assert 'aria-label="https://example.org is enabled"' in page.content.decode()
