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


def test_one_delete_does_not_take_the_whole_resume_away(admin_client, entry):
    url = f"/admin/resume/resume/{entry.resume_id}"
    assert admin_client.post(f"{url}/delete/", {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": entry.resume_id}
    admin_client.post("/admin/resume/resume/", selected | {"post": "yes"})
    assert Resume.objects.exists()
    assert "/delete/" not in admin_client.get(f"{url}/change/").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("email", "not an email", "is not an e-mail address"),
        ("url", "www.example.com", "is not a URL"),
        ("meta_canonical", "here", "is not a URL"),
    ],
)
def test_what_loadresume_refuses_of_the_resume_is_refused_on_its_field(
    admin_client, entry, field, value, message
):
    url = reverse("admin:resume_resume_change", args=[entry.resume_id])
    data = form_data(admin_client.get(url)) | {field: value}

    response = admin_client.post(url, data)

    (error,) = response.context["adminform"].form.errors[field]
    assert message in error
    assert getattr(Resume.objects.get(), field) != value


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("url", "www.example.com", "is not a URL"),
        ("end", "2021-02-30", "is not a date"),
        ("username", "mara", "Experience have no such field"),
        ("keywords", '["rail"]', "Experience have no such field"),
        ("section", "awards", "Awards have no highlights"),
    ],
)
def test_what_loadresume_refuses_or_loses_of_an_entry_is_refused_on_its_field(
    admin_client, entry, field, value, message
):
    url = reverse("admin:resume_entry_change", args=[entry.pk])
    data = form_data(admin_client.get(url)) | {field: value}

    response = admin_client.post(url, data)

    errors = response.context["adminform"].form.errors[field]
    assert any(message in error for error in errors)


@pytest.mark.parametrize("value", ['{"a": 1}', "[1]", '"text"', '["\\ud800"]'])
def test_lists_of_words_are_lists_of_words(admin_client, entry, value):
    skill = Entry.objects.filter(section="skills")[0]
    url = reverse("admin:resume_entry_change", args=[skill.pk])
    data = form_data(admin_client.get(url)) | {"keywords": value}

    response = admin_client.post(url, data)

    assert response.status_code == 200
    assert response.context["adminform"].form.errors["keywords"]


def test_fields_in_the_list_say_what_they_are_for(admin_client, entry):
    page = admin_client.get("/admin/resume/entry/").content.decode()
    assert f'aria-label="Rank of {entry}"' in page
