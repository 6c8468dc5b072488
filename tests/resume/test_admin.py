import pytest

from resume.models import Resume
from resume.versions.publishing import publish

pytestmark = pytest.mark.django_db


def test_there_is_one_resume_only(admin_client, sample):
    publish(sample)
    assert admin_client.get("/admin/resume/resume/add/").status_code == 403


def test_one_delete_does_not_take_the_whole_resume_away(admin_client, sample):
    url = f"/admin/resume/resume/{publish(sample).pk}"
    assert admin_client.post(f"{url}/delete/", {"post": "yes"}).status_code == 403
    assert Resume.objects.exists()
