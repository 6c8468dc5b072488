"""Words that claim something of a person. Small on purpose: every one that is too
many cuts honest sentences."""

from chatkit.answering.grounding.tokens import MONTHS, SMALL, TENS, listed
from chatkit.answering.passages import Kind


def _words(text: str) -> frozenset[str]:
    return frozenset(listed(text))


# Different words for one degree, title or honour.
SAME = {
    "master": "msc", "m.sc": "msc", "bachelor": "bsc", "b.sc": "bsc",
    "doctorate": "phd", "doctoral": "phd", "certified": "certificate",
    "certification": "certificate", "prize": "award", "honour": "honor",
    "honours": "honor", "honors": "honor", "founder": "found", "founded": "found",
    "co-founder": "cofounder", "cofounded": "cofounder", "leader": "lead",
    "chairwoman": "chair", "chairman": "chair", "chairperson": "chair",
    "professorship": "professor", "prof": "professor", "md": "doctor",
    "barrister": "lawyer", "attorney": "lawyer",
    "internship": "intern", "apprenticeship": "apprentice", "consultancy": "consultant",
}  # fmt: skip

TITLES = _words(
    "director manager chief executive ceo cto cfo coo cio cmo ciso vp svp evp president"
    " vice principal professor lecturer head senior junior consultant surgeon physician"
    " doctor dr lawyer architect engineer developer programmer nurse midwife"
    " paramedic analyst scientist officer supervisor coordinator administrator intern"
    " trainee apprentice chair owner minister ambassador judge conductor"
    " concertmaster soloist composer teacher tutor instructor trainer coach researcher"
    " fellow postdoc postdoctoral specialist consultant advisor adviser freelancer"
    " contractor cofounder accountant auditor banker pilot captain"
    " editor journalist designer dean provost chancellor matron superintendent"
    " staff deputy assistant associate cellist violist pianist violinist"
    " treasurer secretary commissioner producer foreman sergeant lieutenant colonel"
    " major general veteran"
)
# Ordinary words too: they count beside another title, or in one of the phrases.
_PLAIN = _words(
    "staff chief executive principal vice head minister judge captain chair general"
    " major pilot associate fellow owner senior junior deputy assistant officer"
)
PHRASES = (
    r"\b(?:as|the|an?|team|tech|technical|shift|project|group|global|regional)\s(lead)\b",
    r"\b(head)\sof\b",
    r"\b(chief|vice|executive|principal|deputy|assistant|associate|general|major)\s\w+",
    r"\b(?:as|is|was|be|became|the|an?|to)\s(?:an?\s|the\s)?(principal|head|chief|judge"
    r"|minister|captain|chair|fellow|pilot|owner|executive|deputy|associate|assistant"
    r"|senior|junior|officer|general|major)\b",
    r"\b(senior|junior|staff)\s(?:\w+\s){0,2}(?:engineer|developer|nurse|manager"
    r"|director|scientist|analyst|consultant|architect|designer|lecturer|officer|role"
    r"|position|level|post)",
    r"\b(partner)\s(?:at|in|of)\b",
    r"\b(board)\s(?:member|of\sdirectors)\b",
    r"\b(found)(?:er|ed|ers)?\b",
    r"\b(leaders?)\b",
)
STANDALONE_TITLES = TITLES - _PLAIN

# What a school, a body or a jury gives. A passage of the kind says that there is one.
DEGREES = _words(
    "degree diploma phd msc bsc mba ba ma bba bfa mfa beng meng llb llm"
    " graduate graduated alumnus alumna"
)
CERTIFICATES = _words("certificate licence licenced accredited accreditation")
HONOURS = _words("award awarded medal trophy laureate prizewinner")
RARE_HONOURS = _words(
    "honor laude distinction valedictorian scholarship fellowship patent patented tenure"
    " tenured nobel knighthood habilitation residency grammy oscar"
)
CREDENTIALS = {
    Kind.STUDY: DEGREES,
    Kind.CERTIFICATE: CERTIFICATES,
    Kind.AWARD: HONOURS,
    None: RARE_HONOURS,
}
# Having any of them is enough to be told of with these.
GENERAL = _words(
    "degree graduate graduated alumnus alumna certificate accredited accreditation"
    " award awarded"
)
EXPANDED = {
    "msc": "master of science",
    "bsc": "bachelor of science",
    "ma": "master of arts",
    "ba": "bachelor of arts",
    "phd": "doctor of philosophy",
    "mba": "master of business administration",
    "bmus": "bachelor of music",
    "mmus": "master of music",
}

# The general part of a name: alone it names nobody, beside a new word it invents.
HEADS = _words(
    "university college institute institution academy school faculty conservatory"
    " conservatoire hospital clinic bank group council society association foundation"
    " forum agency ministry company corporation partners systems solutions technologies"
    " labs laboratory laboratories orchestra philharmonic symphony quartet ensemble"
    " festival competition opera theatre theater press journal quarterly review prize"
    " award medal certificate professional conference city county street park"
    " center centre museum library trust club team department division railway rail"
    " ferries airlines"
)
LEGAL = _words("inc gmbh ltd llc ag ab corp plc sa bv kg oy co limited incorporated")

HARMLESS = frozenset([*MONTHS, *SMALL, *TENS]) | _words(
    "i i'm i've i'd i'll cv resume pdf url mr mrs ms mx monday tuesday wednesday"
    " thursday friday saturday sunday am pm ok mail faq q&a gpa jan feb mar apr jun jul"
    " aug sep sept oct nov dec markdown"
)
# In headings and labels only; elsewhere a name could be made of them.
LABELS = _words(
    "experience education skills skill summary contact information languages language"
    " technical professional key highlights highlight career overview current role"
    " roles volunteer volunteering projects awards certifications certificates"
    " publications interests references background details leadership timeline"
    " achievements employment history profile employer position location phone"
    " website section sections links title"
)

COUNTED = {
    Kind.POSITION: _words(
        "role job position post employer company organisation organization workplace"
        " employment engagement"
    ),
    Kind.STUDY: _words("degree school university education qualification"),
    Kind.CERTIFICATE: _words("certificate licence qualification"),
    Kind.LANGUAGE: _words("language"),
    Kind.PROJECT: _words("project"),
    Kind.PUBLICATION: _words("publication article paper"),
    Kind.AWARD: _words("award"),
    Kind.REFERENCE: _words("reference referee"),
    Kind.INTEREST: _words("interest hobby"),
    Kind.SKILL: _words("skill"),
}
META = _words(
    "point thing example highlight area reason aspect way entry fact item section"
    " passage result achievement part kind question strength theme topic group"
    " category sentence word bullet detail option line paragraph"
)

COUNTRIES = {
    "gb": "united kingdom uk britain", "us": "united states usa america",
    "de": "germany", "fr": "france", "es": "spain", "it": "italy", "nl": "netherlands",
    "se": "sweden", "no": "norway", "dk": "denmark", "fi": "finland", "at": "austria",
    "ch": "switzerland", "be": "belgium", "ie": "ireland", "pt": "portugal",
    "pl": "poland", "cz": "czechia", "gr": "greece", "ca": "canada", "au": "australia",
    "nz": "new zealand", "in": "india", "jp": "japan", "cn": "china", "br": "brazil",
    "mx": "mexico", "za": "south africa", "ng": "nigeria", "sg": "singapore",
}  # fmt: skip
