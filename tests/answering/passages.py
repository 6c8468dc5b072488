"""A nurse's and a violinist's résumé in passages: invented, and far from what most
samples are about."""

from resume.facts import Facts
from resume.passages import Passage
from resume.sections import SECTIONS

LASTING = {"position", "volunteering", "study", "project"}


def entry(
    id: str, title: str, text: str, start: str = "", end: str = "", *details: str
) -> tuple[Passage, ...]:
    """An entry and its highlights, ``id-1``, ``id-2`` ..."""
    kind = SECTIONS[id.partition("-")[0]].kind
    name, _, organization = title.rpartition(", ")
    facts = Facts(
        title=name or title,
        organization=organization if name else "",
        start=start,
        end=end,
        current=kind in LASTING and bool(start) and not end,
    )
    highlights = (
        Passage(f"{id}-{number}", kind, title, detail, facts, id)
        for number, detail in enumerate(details, 1)
    )
    return (Passage(id, kind, title, text, facts), *highlights)


def about(key: str, title: str, text: str, value: str = "") -> Passage:
    """What is said of the person as a whole; ``value`` is the fact in it."""
    kinds = {"name": "person", "summary": "statement", "location": "location"}
    facts = {
        "name": Facts(who=title),
        "location": Facts(place=value),
        "email": Facts(email=value),
        "phone": Facts(phone=value),
        "url": Facts(url=value),
        "summary": Facts(),
    }
    return Passage(f"basics-{key}", kinds.get(key, "contact"), title, text, facts[key])


NURSE: tuple[Passage, ...] = (
    about("name", "Ines Okafor", "Ines Okafor is a Charge Nurse."),
    about("location", "Location", "Ines Okafor is in Leeds, GB.", "Leeds, GB"),
    about(
        "email",
        "E-mail",
        "The e-mail address of Ines Okafor is ines@okafor.example.",
        "ines@okafor.example",
    ),
    about(
        "summary",
        "Summary",
        "I look after people on the worst night of their lives. Eleven years in"
        " emergency care, five of them leading shifts. Available from January 2027.",
    ),
    *entry(
        "work-st-brannoc",
        "Charge Nurse, St. Brannoc Hospital",
        "Charge Nurse at St. Brannoc Hospital in Leeds, since May 2020."
        " Runs the night shift of a 32-bed emergency department.",
        "2020-05",
        "",
        "Led a team of 14 nurses through the winter of 2022 with no agency shifts.",
        "Introduced a triage checklist in Excel that cut waiting times by 21 percent.",
        "Negotiated the salary agreement for night staff.",
    ),
    *entry(
        "work-harbour",
        "Staff Nurse, Harbour Clinic",
        "Staff Nurse at Harbour Clinic in Hull, from 2015 to April 2020.",
        "2015",
        "2020-04",
        "Taught 40 student nurses to place IV lines.",
        "Set up a family room for the relatives of children in surgery.",
    ),
    *entry(
        "volunteer-lifeboat",
        "Crew Member, Humber Lifeboat",
        "Crew Member at Humber Lifeboat, from 2016 to 2019.",
        "2016",
        "2019",
    ),
    *entry(
        "education-hull",
        "BSc in Nursing, University of Hull",
        "BSc in Nursing at University of Hull, from 2011 to 2014.",
        "2011",
        "2014",
    ),
    *entry(
        "certificates-als",
        "Advanced Life Support, Resuscitation Council",
        "Advanced Life Support, issued by Resuscitation Council in March 2021.",
        "2021-03",
    ),
    *entry(
        "certificates-licence",
        "Nursing licence, Nursing Council",
        "Nursing licence, issued by Nursing Council in 2014.",
        "2014",
    ),
    *entry("skills-triage", "Triage", "Triage (Expert): Manchester system, Sepsis."),
    *entry("skills-office", "Office", "Office: Excel, C#, JavaScript."),
    *entry("languages-english", "English", "English: Native speaker."),
    *entry("languages-igbo", "Igbo", "Igbo: Fluent."),
    *entry("interests-rowing", "Rowing", "Rowing: Coxed fours, Sea rowing."),
    *entry(
        "references-adeyemi",
        "Dr. Tunde Adeyemi",
        "Reference from Dr. Tunde Adeyemi:"
        " “Nobody I would rather have beside me at four in the morning.”",
    ),
)

VIOLINIST: tuple[Passage, ...] = (
    about("name", "Clara Vermeulen", "Clara Vermeulen is a violinist and teacher."),
    about(
        "location", "Location", "Clara Vermeulen is based in Ghent, BE.", "Ghent, BE"
    ),
    about(
        "phone",
        "Phone",
        "Clara Vermeulen can be reached by phone at +32 9 555 01 17.",
        "+32 9 555 01 17",
    ),
    about(
        "url",
        "Website",
        "Clara Vermeulen has a website at https://clara-vermeulen.example.",
        "https://clara-vermeulen.example",
    ),
    *entry(
        "work-flanders",
        "Principal Second Violin, Flanders Chamber Orchestra",
        "Principal Second Violin at Flanders Chamber Orchestra in Ghent, since"
        " September 2016.",
        "2016-09",
        "",
        "Leads a section of eight and prepares the bowings for about 60 concerts a"
        " season.",
        "Toured Japan and South Korea in 2018 and 2023.",
        "Recorded the complete Telemann concertos on gut strings.",
    ),
    *entry(
        "work-academy",
        "Violin Teacher, Municipal Music Academy Aalst",
        "Violin Teacher at Municipal Music Academy Aalst, from 2010 to August 2016.",
        "2010",
        "2016-08",
        "Taught 25 pupils a week, aged six to eighteen.",
        "Founded the academy's youth string orchestra, which grew from nine to 40"
        " players.",
    ),
    *entry(
        "education-brussels",
        "Master of Music in Violin, Royal Conservatory of Brussels",
        "Master of Music in Violin at Royal Conservatory of Brussels, from 2005 to"
        " 2010. Score: Great distinction.",
        "2005",
        "2010",
    ),
    *entry(
        "awards-rodenbach",
        "Rodenbach String Competition, third prize",
        "Rodenbach String Competition, third prize, awarded by Rodenbach Fund in 2009.",
        "2009",
    ),
    *entry(
        "publications-album",
        "Telemann in Ghent",
        "Telemann in Ghent, published by Scheldt Records in May 2021.",
        "2021-05",
    ),
    *entry(
        "skills-baroque", "Baroque violin", "Baroque violin (Advanced): Gut strings."
    ),
    *entry("languages-dutch", "Dutch", "Dutch: Native speaker."),
    *entry("languages-french", "French", "French: Fluent."),
    *entry("languages-english", "English", "English: C1."),
    *entry("interests-cycling", "Cycling", "Cycling: Cobbled roads, Tandems."),
)
