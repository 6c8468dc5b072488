import pytest

from resume.facts import Facts
from resume.models import Entry, Highlight, Resume
from resume.passages import Passage, published
from resume.sentences import role_of
from resume.versions.publishing import publish, publish_draft

pytestmark = pytest.mark.django_db


def texts(section: str) -> list[str]:
    return [
        p.text for p in published() if p.id.startswith(f"{section}-") and not p.parent
    ]


def test_without_a_resume_there_are_no_passages():
    assert published() == ()


def test_passages_cost_one_query_until_the_resume_changes(
    sample, django_assert_num_queries
):
    publish(sample)

    with django_assert_num_queries(2):
        published()
    with django_assert_num_queries(1):
        published()


@pytest.mark.parametrize("model", [Resume, Entry, Highlight])
def test_a_change_is_seen_when_it_is_published(sample, model):
    resume = publish(sample)
    before = published()

    row = model.objects.first()
    text = "text" if model is Highlight else "title" if model is Entry else "name"
    setattr(row, text, "Changed")
    row.save()
    assert published() == before

    publish_draft(resume)
    assert any("Changed" in passage.text for passage in published())


def test_the_basics_are_sentences(sample):
    publish(sample)

    assert published()[:7] == (
        Passage("basics-name", "person", "Mara Lindqvist", "Mara Lindqvist is a Staff Software Engineer.", Facts("Mara Lindqvist", "Staff Software Engineer")),
        Passage("basics-location", "location", "Location", "Mara Lindqvist is based in Gothenburg, Västra Götaland, SE.", Facts(place="Gothenburg, Västra Götaland, SE")),
        Passage("basics-email", "contact", "E-mail", "Mara Lindqvist can be reached by e-mail at mara@lindqvist.example.", Facts(email="mara@lindqvist.example")),
        Passage("basics-phone", "contact", "Phone", "Mara Lindqvist can be reached by phone at +46 31 555 01 42.", Facts(phone="+46 31 555 01 42")),
        Passage("basics-url", "contact", "Website", "Mara Lindqvist has a website at https://mara.lindqvist.example.", Facts(url="https://mara.lindqvist.example")),
        Passage("profiles-github", "profile", "GitHub", "GitHub: maralindqvist. Web address: https://github.example/maralindqvist.", Facts(title="GitHub", url="https://github.example/maralindqvist")),
        Passage("profiles-linkedin", "profile", "LinkedIn", "LinkedIn: mara-lindqvist. Web address: https://linkedin.example/in/mara-lindqvist.", Facts(title="LinkedIn", url="https://linkedin.example/in/mara-lindqvist")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("id", "kind", "facts"),
    [
        ("work-northwind-rail", "position", Facts(title="Staff Engineer", organization="Northwind Rail", place="Gothenburg", start="2021-03", current=True, url="https://northwind-rail.example", about="Freight railway with 140 locomotives in Scandinavia and northern Germany.", prose="Technical lead of the planning platform: six teams, 34 engineers, one shared model of where every wagon is.")),
        ("education-lund-university", "study", Facts(title="MSc in Computer Science", organization="Lund University", start="2007-09", end="2012-06", level="4.7/5.0", url="https://lund-university.example")),
        ("skills-backend-engineering", "skill", Facts(title="Backend engineering", level="Expert")),
        ("languages-swedish", "language", Facts(title="Swedish", level="Native speaker")),
        ("references-jonas-berg-cto-of-northwind-rail", "reference", Facts(who="Jonas Berg, CTO of Northwind Rail", prose="Mara is the reason our planners sleep at night. She finds the simplest thing that can work, proves it, and brings everybody along.")),
    ],
)  # fmt: skip
def test_a_passage_states_its_facts_in_typed_fields(sample, id, kind, facts):
    publish(sample)

    (passage,) = (p for p in published() if p.id == id)
    assert (passage.kind, passage.facts) == (kind, facts)


def test_a_highlight_is_verbatim_and_knows_its_entry(sample):
    publish(sample)

    passages = {p.id: p for p in published()}
    highlights = [p for p in passages.values() if p.parent == "work-kattegat-ferries"]

    assert [p.text for p in highlights] == sample["work"][1]["highlights"]
    for highlight in highlights:
        assert highlight.title == "Senior Backend Engineer, Kattegat Ferries"
        assert highlight.url == f"/#{highlight.id}"
        assert highlight.facts == passages[highlight.parent].facts


@pytest.mark.parametrize(
    ("section", "sentences"),
    [
        ("work", "Staff Engineer at Northwind Rail in Gothenburg, since March 2021. Northwind Rail: Freight railway with 140 locomotives in Scandinavia and northern Germany. Technical lead of the planning platform: six teams, 34 engineers, one shared model of where every wagon is."),
        ("volunteer", "Workshop Lead at Kodstugan, since January 2018. A free coding club for children between 9 and 14, every second Saturday."),
        ("education", "MSc in Computer Science at Lund University, from September 2007 to June 2012. Score: 4.7/5.0."),
        ("awards", "Nordic Logistics Innovation Prize, awarded by Nordic Transport Forum on 9 November 2023. For the event-driven freight planner, shared with the planning team."),
        ("certificates", "Certified Kubernetes Administrator, issued by Cloud Native Computing Foundation in May 2022. Web address: https://certificates.example/cka/lindqvist."),
        ("publications", "Forty Seconds to the Driver: Replanning Freight as Events, published by Rail Systems Quarterly in April 2023. How a railway moved from nightly plans to a stream of small corrections, and what it unlearned on the way. Web address: https://rail-systems-quarterly.example/2023/forty-seconds."),
        ("skills", "Backend engineering (Expert): Python, Django, PostgreSQL, Kafka, REST, gRPC."),
        ("languages", "Swedish: Native speaker."),
        ("interests", "Long-distance skating: Natural ice, Vikingarännet."),
        ("references", "Reference from Jonas Berg, CTO of Northwind Rail: “Mara is the reason our planners sleep at night. She finds the simplest thing that can work, proves it, and brings everybody along.”"),
        ("projects", "Signalbox (Open source), as Author and Maintainer, since October 2020. An open-source library that replays production events against a changed service and shows what would have come out differently. Keywords: Python, Kafka, Testing. Web address: https://signalbox.example."),
    ],
)  # fmt: skip
def test_an_entry_states_all_its_facts_in_sentences(sample, section, sentences):
    publish(sample)

    assert texts(section)[0] == sentences


@pytest.mark.parametrize(
    ("section", "entry", "sentences"),
    [
        ("work", {"position": "Nurse"}, "Nurse."),
        ("work", {"name": "Clinic", "endDate": "2019"}, "Clinic, until 2019."),
        ("work", {"position": "Writer", "location": "Remote"}, "Writer (Remote)."),
        ("work", {"summary": "Odd jobs"}, "Experience. Odd jobs."),
        ("education", {"institution": "School", "score": "A"}, "School. Score: A."),
        ("awards", {"title": "Medal"}, "Medal."),
        ("awards", {"title": "Medal", "date": "2019"}, "Medal, awarded in 2019."),
        ("skills", {"name": "Sewing"}, "Sewing."),
        ("skills", {"name": "Sewing", "keywords": ["", "Silk"]}, "Sewing: Silk."),
        ("references", {"reference": "Good!"}, "“Good!”"),
        ("projects", {"name": "Map", "roles": [""]}, "Map."),
    ],
)
def test_missing_facts_leave_no_gaps(section, entry, sentences):
    publish({section: [entry]})

    assert texts(section) == [sentences]


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Staff Engineer", "Mara is a Staff Engineer."),
        ("Engineer", "Mara is an Engineer."),
        ("University Lecturer", "Mara is a University Lecturer."),
        ("UX Designer", "Mara is a UX Designer."),
        ("MRI Technologist", "Mara is an MRI Technologist."),
        ("The Baker of Lund", "Mara is The Baker of Lund."),
        ("作家", "Mara: 作家."),
        ("", "Mara."),
    ],
)
def test_the_label_is_said_in_a_sentence(label, sentence):
    assert role_of("Mara", label) == sentence


def test_a_resume_without_a_name_still_says_how_to_reach_its_person():
    publish({"basics": {"email": "a@example.com", "phone": ""}})

    assert texts("basics") == ["This person can be reached by e-mail at a@example.com."]


def test_entries_without_anything_to_read_have_no_passage():
    publish({"work": [{}, {"summary": ""}, {"x-only": "unknown"}]})

    assert texts("work") == []
