"""Who it is, and how to reach them."""

from chatkit.answering.extractive import selectors
from chatkit.answering.extractive.intent import Topic, patterns
from chatkit.answering.extractive.selectors import of_kind
from chatkit.answering.passages import Kind

PORTRAIT = Topic(
    "a summary",
    "",
    selectors.portrait,
    weak=patterns(
        "tell * about yourself | tell * about you | introduce | summary | summarise |"
        " about yourself | about him | about her | about them | hire | overview |"
        " nutshell | pitch | background | who be this | who be you | stand out | who be"
        " | about | describe | profile | who"
    ),
)
NAME = Topic(
    "a name",
    "",
    of_kind(Kind.PERSON),
    strong=patterns("what be * name | your name | their name | his name | her name"),
    weak=patterns("name"),
)
CONTACT = Topic(
    "contact details",
    "Contact details in the résumé:",
    selectors.joined(
        *(selectors.emails, selectors.phones, selectors.websites),
        *(of_kind(Kind.LOCATION), of_kind(Kind.PROFILE)),
    ),
    strong=patterns(
        "contact | get in touch | in touch | reach | write to | get hold of"
    ),
    offered=True,
)
EMAIL = Topic(
    "an e-mail address",
    "",
    selectors.emails,
    strong=patterns("mail | e mail | mail address | e mail address"),
    instead=CONTACT,
)
PHONE = Topic(
    "a phone number",
    "",
    selectors.phones,
    strong=patterns(
        "phone | phone number | telephone | telephone number | mobile number | call"
        " you | call them | call him | call her | cell | cell phone | give * a call |"
        " mobile phone | number to call | whatsapp"
    ),
    instead=CONTACT,
)
WEBSITE = Topic(
    "a website",
    "",
    selectors.websites,
    strong=patterns(
        "website | web site | homepage | home page | web page | webpage | url | blog"
    ),
    instead=Topic("profiles", "Profiles:", of_kind(Kind.PROFILE)),
)
PROFILES = Topic(
    "online profiles",
    "Profiles in the résumé:",
    of_kind(Kind.PROFILE),
    strong=patterns("social media | social network | social | online profile | handle"),
    hints=patterns(
        "linkedin | github | gitlab | twitter | mastodon | stackoverflow | instagram |"
        " facebook | orcid | bluesky | youtube | xing | behance | dribbble"
    ),
    strict=True,
    offered=True,
)
LOCATION = Topic(
    "a location",
    "",
    of_kind(Kind.LOCATION),
    strong=patterns(
        "where do * live | where be * live | where * base | be * base | where be *"
        " from | where do * come from | location | locate | live in | live | reside |"
        " city | country | hometown | home town | address | home address | postal"
        " address | which region | where in the world | time zone | timezone | where be"
        " * locate"
    ),
    weak=patterns("where be | where"),
)
TOPICS = (PORTRAIT, NAME, EMAIL, PHONE, WEBSITE, PROFILES, LOCATION, CONTACT)
