"""What is no JSON Resume is refused, and what the page does not show is named."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from resume.models import Resume
from tests.resume.test_commands import dump, load
from tests.resume.test_reading import read_json


def test_a_section_under_another_name_is_named_with_the_standards():
    document = {"basics": {"name": "Ada"}, "experience": [], "Certifications": []}

    assert read_json(document).unknown == [
        "experience (JSON Resume has work)",
        "Certifications (JSON Resume has certificates)",
    ]


@pytest.mark.django_db
def test_keys_that_are_not_shown_are_named_once_with_their_path(tmp_path):
    path = tmp_path / "more.json"
    jobs = [{"name": "Hill", "team": 3}, {"name": "Dale", "team": 4}]
    document = {
        "basics": {"name": "Ada", "pronouns": "she", "imageAlt": "Ada at sea"},
        "work": jobs,
        "patents": [{"title": "Valve"}],
        "theme": {"color": "red"},
    }
    path.write_text(json.dumps(document), encoding="utf-8")

    assert load(path) == (
        "The résumé of Ada is published: 2 entries.\n"
        "Read as follows, and exported so:\n"
        "  patents: it is read as a section of its own\n"
        "Kept for export, but not shown:\n"
        "  theme\n"
        "  basics.pronouns\n"
        "  work[].team (2 times)\n"
    )
    assert json.loads(dump()) == document


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (
            {"name": "app", "version": "1.0.0", "scripts": {}},
            "description of a package",
        ),
        ({"name": "Ada", "info": {}, "employment": {}}, "a FRESH résumé"),
        (
            {"type": "FeatureCollection"},
            "neither basics nor work; write it as https://",
        ),
        (
            {
                "profile": {"name": "Ada Example", "headline": "Nurse"},
                "jobs": [{"employer": "Hill Clinic", "from": "2019"}],
                "skills": [{"name": "Wound care", "category": "Care of patients"}],
                "education": [{"school": "Uni", "degree": "Nursing"}],
            },
            r"no basics\.name, and most .* \(profile, jobs\); write it",
        ),
        ({}, "neither basics nor work"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_the_published_resume_stays(
    tmp_path: Path, sample, document, kind
):
    resume = tmp_path / "resume.json"
    resume.write_text(json.dumps(sample), encoding="utf-8")
    load(resume)
    path = tmp_path / "other.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(CommandError, match=kind):
        call_command("loadresume", str(path), stdout=io.StringIO())

    assert json.loads(dump()) == sample
    assert Resume.objects.count() == 1
