import pytest
from django.urls import reverse

from resume.document.mapping import to_document
from resume.document.publish import publish
from resume.models import Entry, Resume

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(sample) -> Entry:
    publish(sample)
    return Entry.objects.get(dom_id="work-northwind-rail")


def form_data(response) -> dict[str, object]:
    """What a browser would send back from the form unchanged."""
    inlines = [fs.formset for fs in response.context["inline_admin_formsets"]]
    forms = [response.context["adminform"].form]
    forms += [form for formset in inlines for form in formset]
    forms += [formset.management_form for formset in inlines]
    values = {field.html_name: field.value() for form in forms for field in form}
    return {name: "" if value is None else value for name, value in values.items()}


def test_saving_an_entry_unchanged_leaves_the_document_as_it_was(
    admin_client, entry, sample
):
    url = reverse("admin:resume_entry_change", args=[entry.pk])

    response = admin_client.post(url, form_data(admin_client.get(url)))

    assert response.status_code == 302
    resume = Resume.objects.published()
    assert resume is not None
    assert to_document(resume) == sample


def test_a_date_that_is_none_is_refused(admin_client, entry):
    url = reverse("admin:resume_entry_change", args=[entry.pk])
    data = form_data(admin_client.get(url)) | {"start": "2021-13"}

    response = admin_client.post(url, data)

    assert "is not a date" in response.content.decode()


def test_highlights_are_refused_where_the_standard_has_none(admin_client, entry):
    award = Entry.objects.get(section="awards")
    url = reverse("admin:resume_entry_change", args=[award.pk])
    data = form_data(admin_client.get(url)) | {
        "highlights-TOTAL_FORMS": "1",
        "highlights-0-rank": "0",
        "highlights-0-text": "Lost in the document",
        "highlights-0-entry": str(award.pk),
    }

    response = admin_client.post(url, data)

    assert "can&#x27;t have highlights" in response.content.decode()


@pytest.mark.parametrize("model", ["resume", "entry"])
def test_lists_and_forms_open(admin_client, entry, model):
    assert admin_client.get(f"/admin/resume/{model}/").status_code == 200
    pk = entry.resume_id if model == "resume" else entry.pk
    assert admin_client.get(f"/admin/resume/{model}/{pk}/change/").status_code == 200


def test_there_is_one_resume_only(admin_client, entry):
    assert admin_client.get("/admin/resume/resume/add/").status_code == 403
