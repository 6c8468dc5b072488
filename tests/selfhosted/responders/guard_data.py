"""Sentences as models write them about three résumés: honest ones and inventions.

``HONEST`` has to pass, ``INVENTED`` has to be cut. The engineer is the sample résumé,
the nurse is ``passages.NURSE``, the violinist is here.
"""

from tests.selfhosted.responders.passages import Fact, entry

VIOLINIST: tuple[Fact, ...] = (
    *entry(
        "basics-name", "Clara Vermeulen", "Clara Vermeulen is a violinist and teacher."
    ),
    *entry("basics-location", "Location", "Clara Vermeulen is based in Ghent, BE."),
    *entry(
        "basics-phone",
        "Phone",
        "Clara Vermeulen can be reached by phone at +32 9 555 01 17.",
    ),
    *entry(
        "basics-url",
        "Website",
        "Clara Vermeulen has a website at https://clara-vermeulen.example.",
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

HONEST: dict[str, tuple[str, ...]] = {
    "engineer": (
        "Mara Lindqvist is a Staff Engineer at Northwind Rail in Gothenburg. [1]",
        "She has been there since March 2021.",
        "Before that, she spent about three and a half years at Kattegat Ferries (August 2017 to February 2021).",
        "At Kattegat Ferries, Mara led the rewrite of the booking engine from PHP to Django and PostgreSQL.",
        "Her platform plans 2,300 freight departures a day.",
        "She cut the cloud bill by 38% – roughly €412k per year – by right-sizing Kubernetes requests.",
        "- **Languages:** Swedish (native), English (fluent) and German (B1)",
        "She holds an MSc in Computer Science from Lund University, which she finished in 2012.",
        "Over a decade of Python experience, the last four years leading a platform.",
        "The résumé does not mention any experience with Google or a PhD.",
        "I couldn't find anything about Rust in the résumé.",
        "Mara is a Certified Kubernetes Administrator (CKA) and has been since May 2022.",
        "Yes, she mentored five engineers to senior level.",
        "In 2018, she was working at Kattegat Ferries.",
        "Jonas Berg, CTO of Northwind Rail, calls her the reason the planners sleep at night.",
        "You can reach her at mara@lindqvist.example or +46 31 555 01 42.",
        "Customer-visible incidents dropped from 31 to seven between 2021 and 2024.",
        "She won the Nordic Logistics Innovation Prize in November 2023.",
        "## Work Experience",
        "1. **Staff Engineer, Northwind Rail** (2021–present)",
    ),
    "nurse": (
        "Ines is a Charge Nurse at St. Brannoc Hospital, where she runs the night shift of a 32-bed emergency department.",
        "She led a team of fourteen nurses through winter 2022 without any agency shifts.",
        "Ines has eleven years of experience in emergency care.",
        "She earned her BSc in Nursing from the University of Hull in 2014.",
        "Her triage checklist reduced waiting times by 21%.",
        "She is certified in Advanced Life Support (ALS) by the Resuscitation Council, since March 2021.",
        "No, the résumé doesn't list a PhD.",
        "She has been available from January 2027 according to the summary.",
        "Dr. Tunde Adeyemi writes: “Nobody I would rather have beside me at four in the morning.”",
        "For about five years she worked as a Staff Nurse at Harbour Clinic in Hull.",
    ),
    "violinist": (
        "Clara leads a section of eight at the Flanders Chamber Orchestra.",
        "She toured Japan and South Korea twice, in 2018 and in 2023.",
        "She studied at the Royal Conservatory of Brussels and graduated in 2010 with great distinction.",
        "Clara took third prize at the Rodenbach String Competition in 2009.",
        "She speaks three languages: Dutch, French and English.",
        "Her album *Telemann in Ghent* was released by Scheldt Records in May 2021.",
        "At the academy in Aalst she taught 25 pupils each week.",
        "The youth orchestra she founded grew from nine players to 40.",
        "She's based in Ghent, Belgium.",
        "There is no record of 2003 in the résumé.",
    ),
}

INVENTED: dict[str, tuple[str, ...]] = {
    "engineer": (
        "She previously worked at Google as a software engineer.",
        "Mara holds a PhD in Machine Learning from Stanford University.",
        "Mara joined Northwind Rail in 2018.",
        "She has more than 25 years of experience.",
        "She manages a team of 55 engineers.",
        "She was Chief Technology Officer at Kattegat Ferries.",
        "She is a senior director at Northwind Rail.",
        "She saved the company $2 million a year.",
        "Apple hired her in 2021.",
        "She studied at Gothenburg University.",
        "She is an AWS Certified Solutions Architect.",
        "She cut the cloud bill by 62 percent.",
        "- Docker, Ansible and Jenkins",
        "She was named Employee of the Year.",
        "Mara is 38 years old.",
        "She also lived in Berlin and Oslo.",
        "She graduated in 2010.",
        "You can write to her at mara.lindqvist@gmail.com.",
        "She is the CTO of the company.",
        "### Amazon (2015)",
    ),
    "nurse": (
        "Ines worked at Mercy General Hospital in London.",
        "She holds a master's degree in public health.",
        "She is head of nursing.",
        "She led a team of 40 doctors at Leeds General Infirmary.",
        "She has been a nurse for 25 years.",
        "Ines received the Florence Nightingale Medal in 2019.",
        "She was promoted in March 2018.",
        "She is certified in Pediatric Advanced Life Support.",
        "Her checklist cut waiting times by half.",
        "Call her at 0113 496 0000.",
    ),
    "violinist": (
        "Clara was concertmaster of the Berlin Philharmonic.",
        "She studied at Juilliard.",
        "She won first prize at the Queen Elisabeth Competition.",
        "Clara speaks fluent German.",
        "She has taught 200 pupils.",
        "She holds a doctorate in musicology.",
        "She toured China in 2019.",
        "Her debut album was released by Deutsche Grammophon.",
        "She earned her Master of Music in 2008.",
        "She performed at Carnegie Hall.",
    ),
}
