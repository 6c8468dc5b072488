"""The basics and the photograph."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from resume.models import Photo, Resume
from resume.photo import MAX_BYTES
from resume.versions.publishing import publish, publish_draft
from resume.versions.reading import published_document
from resume.visibility import HEAD
from tests.support.editor import FETCH, address, save, shown

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("email", "not an email", "is not an e-mail address"),
        ("url", "my page", "is not a URL"),
        ("meta_canonical", "here", "is not a URL"),
    ],
)
def test_what_loadresume_refuses_of_the_basics_is_refused_on_its_field(
    admin_client, job, field, value, message
):
    response = save(admin_client, address("head/"), **{field: value})

    (error,) = response.context["form"].errors[field]
    assert (response.status_code, message in error) == (422, True)
    assert getattr(Resume.objects.get(), field) != value


@pytest.mark.django_db
def test_each_field_of_the_basics_can_be_kept_back(admin_client, sample):
    sample["basics"] |= {"birthDate": "1985-04-12", "photos": ["a"]}
    publish(sample)
    keys = (*HEAD, "birthDate", "photos")

    save(admin_client, address("head/"), **{f"seen-{key}": "hidden" for key in keys})

    assert Resume.objects.get().visibility == dict.fromkeys(keys, "hidden")
    assert shown(admin_client, address("head/"))["seen-phone"] == "hidden"


@pytest.mark.django_db
def test_a_field_of_ones_own_is_edited_and_others_stay(admin_client, sample):
    sample["basics"] |= {"birthDate": "1985-04-12", "photos": ["a"]}
    publish(sample)

    save(admin_client, address("head/"), **{"extra-birthDate": "12 April 1985"})

    extra = Resume.objects.get().basics_extra
    assert extra == {"birthDate": "12 April 1985", "photos": ["a"]}


@pytest.mark.django_db
def test_every_field_is_on_the_page_even_if_one_of_ones_own_has_its_name(
    admin_client, sample
):
    sample["basics"] |= {"address": "At home", "photograph": "By Ida", "place": "A"}
    publish(sample)

    form = admin_client.get(address("head/")).context["form"]

    parts = (form.main(), form.document_fields(), *form.groups())
    assert {f.name for part in parts for f in part} == {*form.fields}


def upload(client: Client, content: bytes) -> Any:
    file = SimpleUploadedFile("me.png", content)
    return client.post(address("photo/"), {"photo": file}, headers=FETCH)


def test_a_photograph_is_stored_shown_described_and_taken_away(admin_client, job):
    assert upload(admin_client, PNG + b"x").status_code == 200
    assert bytes(Photo.objects.get().content) == PNG + b"x"
    save(admin_client, address("head/"), **{"extra-imageAlt": "Mara on a ferry"})
    page = admin_client.get(address("preview/page/")).content.decode()
    assert 'alt="Mara on a ferry"' in page

    save(admin_client, address("head/"), **{"seen-photograph": "hidden"})
    publish_draft(Resume.objects.get())
    assert "ferry" not in str(published_document())

    admin_client.post(address("photo/"), headers=FETCH)

    assert not Photo.objects.exists()
    assert Resume.objects.get().image is None


@pytest.mark.parametrize(
    ("content", "said"),
    [(PNG + bytes(MAX_BYTES), "larger than 2 MB"), (b"<svg/>", "is not PNG, JPEG")],
)
def test_a_picture_that_is_too_large_or_none_is_refused(
    admin_client, job, content, said
):
    upload(admin_client, PNG)

    answer = upload(admin_client, content)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert bytes(Photo.objects.get().content) == PNG


def test_a_photograph_does_not_make_the_open_form_old(admin_client, job):
    typed = shown(admin_client, address("head/")) | {"name": "Mara L."}
    upload(admin_client, PNG)
    answer = admin_client.post(address("head/"), typed, headers=FETCH)
    assert answer.status_code == 200
    assert str(Resume.objects.get().image).startswith("data:image/png")
