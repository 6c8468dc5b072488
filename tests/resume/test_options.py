"""What the owner chooses about the page, in the admin."""

import pytest
from django.urls import reverse

from resume.models import SiteOptions

pytestmark = pytest.mark.django_db

URL = reverse("admin:resume_siteoptions_change", args=[1])
VALID = {
    "theme": "compact",
    "accent": "#1d5a8c",
    "paper": "Letter",
    "show_photo": "on",
    "section_order": "skills\n\n work ",
    "ai_crawlers": "refuse",
    "base_url": "https://example.org/cv/",
}


def test_the_page_settings_are_one_form_which_the_first_save_stores(admin_client):
    listing = admin_client.get(reverse("admin:resume_siteoptions_changelist"))
    assert listing.url == URL
    assert admin_client.get(URL).status_code == 200
    assert not SiteOptions.objects.exists()

    for theme in ("compact", "modern"):
        assert admin_client.post(URL, VALID | {"theme": theme}).url == URL
        stored = SiteOptions.objects.get()
        assert stored.theme == theme
    assert stored.section_order == ["skills", "work"]
    assert stored.base_url == "https://example.org/cv"
    shown = admin_client.get(URL).content.decode()
    assert "skills\nwork</textarea>" in shown


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("accent", "blue", "Write the colour as #rrggbb"),
        ("accent", "#ffd700", "hard to read on white"),
        ("section_order", "work\nhobbys", "There is no section hobbys"),
        ("base_url", "example.org", "Write the address as visitors see it"),
        ("base_url", "javascript:alert(1)", "Write the address as visitors see it"),
        ("theme", "neon", "neon is not one of the available choices"),
    ],
)
def test_what_the_page_can_not_use_is_refused_with_a_reason(
    admin_client, field, value, said
):
    answer = admin_client.post(URL, VALID | {field: value})
    assert said in answer.content.decode()
    assert not SiteOptions.objects.exists()
