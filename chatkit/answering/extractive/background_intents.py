"""Topics that the passages of one kind answer."""

from chatkit.answering.extractive.intent import Topic, patterns
from chatkit.answering.extractive.selectors import of_kind
from chatkit.answering.passages import Kind

EDUCATION = Topic(
    "education",
    "Education in the résumé:",
    of_kind(Kind.STUDY),
    strong=patterns(
        "education | study | degree | university | college | school | graduate | major"
        " | academic | alma mater | academic background | diploma | qualification | go"
        " to school | go to university | go to college | be * student | highest degree"
        " | educational background | what did * study | where did * study | trained as"
        " | university degree | college degree | formal education"
    ),
    hints=patterns(
        "phd | master | bachelor | msc | bsc | mba | thesis | dissertation | gpa |"
        " master degree | bachelor degree | ba | ma | apprenticeship"
    ),
    strict=True,
    offered=True,
)
LANGUAGES = Topic(
    "languages",
    "Languages in the résumé:",
    of_kind(Kind.LANGUAGE),
    strong=patterns(
        "language | speak | fluent | fluency | fluently | bilingual | multilingual |"
        " mother tongue | native language | native speaker | speak language | foreign"
        " language | language skill | what language * speak | spoken language"
    ),
    hints=patterns(
        "english | french | german | spanish | italian | portuguese | dutch | swedish"
        " | norwegian | danish | finnish | polish | czech | russian | ukrainian | greek"
        " | turkish | arabic | hebrew | persian | hindi | urdu | bengali | tamil |"
        " chinese | mandarin | cantonese | japanese | korean | vietnamese | thai |"
        " latin | romanian | hungarian | catalan | welsh | irish | sign language |"
        " esperanto | indonesian | swahili | farsi | bulgarian | croatian | serbian"
    ),
    strict=True,
    offered=True,
)
CERTIFICATES = Topic(
    "certificates",
    "Certificates in the résumé:",
    of_kind(Kind.CERTIFICATE),
    strong=patterns(
        "certificate | certify | certification | accredit | credential | cert"
    ),
    hints=patterns("licence"),
    strict=True,
    offered=True,
)
AWARDS = Topic(
    "awards",
    "Awards in the résumé:",
    of_kind(Kind.AWARD),
    strong=patterns(
        "award | prize | honour | honor | medal | recognition | win | grant | won |"
        " accolade | receive * award | win * award | win * prize | distinction"
    ),
    strict=True,
    offered=True,
)
PUBLICATIONS = Topic(
    "publications",
    "Publications in the résumé:",
    of_kind(Kind.PUBLICATION),
    strong=patterns(
        "publish | publication | paper | article | book | author | write paper | write"
        " * article | write * book | write * paper | journal"
    ),
    strict=True,
    offered=True,
)
VOLUNTEERING = Topic(
    "volunteering",
    "Volunteering in the résumé:",
    of_kind(Kind.VOLUNTEERING),
    strong=patterns(
        "volunteer | volunteer work | voluntary | voluntary work | charity | unpaid |"
        " pro bono | nonprofit | non profit | community work | give back | charity work"
        " | volunteer experience"
    ),
    strict=True,
    offered=True,
)
PROJECTS = Topic(
    "projects",
    "Projects in the résumé:",
    of_kind(Kind.PROJECT),
    strong=patterns(
        "project | project * build | what have * build | what did * build | side"
        " project | portfolio | pet project | personal project"
    ),
    offered=True,
)
INTERESTS = Topic(
    "interests",
    "Interests in the résumé:",
    of_kind(Kind.INTEREST),
    strong=patterns(
        "interest | hobby | weekend | do * weekend | free time | spare time | for fun"
        " | outside work | passion | outside of work | outside the office | leisure |"
        " off work | like to do | passionate about | interested in | enjoy | when not"
        " work | do * free time | do * spare time | do * for fun | do * outside of work"
        " | do * outside work"
    ),
    strict=True,
    offered=True,
)
REFERENCES = Topic(
    "references",
    "References in the résumé:",
    of_kind(Kind.REFERENCE),
    strong=patterns(
        "reference | recommend | recommendation | referee | testimonial | endorse |"
        " vouch | say about | colleague say | people say | manager say | boss say |"
        " others say | think of you | think of them"
    ),
    strict=True,
    offered=True,
)
TOPICS = (
    EDUCATION,
    LANGUAGES,
    CERTIFICATES,
    AWARDS,
    PUBLICATIONS,
    VOLUNTEERING,
    PROJECTS,
    INTERESTS,
    REFERENCES,
)
