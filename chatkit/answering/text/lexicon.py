"""Words that mean the same, and words that mean nothing here. Small on purpose:
a synonym that is wrong for one profession makes a wrong answer for it."""


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Names that are ordinary words when written in lower case.
CASED = {"Go": "golang", "IT": "information-technology", "US": "usa"}

SPELLINGS = {
    "k8s": "kubernetes", "js": "javascript", "ts": "typescript", "py": "python",
    "python3": "python", "postgres": "postgresql", "psql": "postgresql",
    "dotnet": ".net", "nodejs": "node.js", "reactjs": "react", "react.js": "react",
    "vuejs": "vue", "vue.js": "vue", "cpp": "c++", "csharp": "c#", "license": "licence",
    "licensed": "licenced", "ph.d": "phd", "doctorate": "phd", "doctoral": "phd",
    "m.sc": "msc", "b.sc": "bsc", "programme": "program", "email": "mail",
    "emails": "mail",
}  # fmt: skip

IRREGULAR = {
    "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be",
    "does": "do", "doing": "do", "has": "have", "children": "child", "led": "lead",
    "taught": "teach", "built": "build", "wrote": "write", "written": "write",
    "won": "win", "ran": "run", "grew": "grow", "spoke": "speak", "spoken": "speak",
    "held": "hold", "made": "make", "sold": "sell", "chose": "choose", "drove": "drive",
    "driven": "drive", "driving": "drive", "began": "begin", "left": "leave",
    "gave": "give",
}  # fmt: skip

# Words of a question that name nothing one could look up.
FILLER = word_set(
    """
    a about above actually after again all also always am an and another any anybody
    anyone anything are as ask at back be because been before being best better between
    big biggest both briefly but by can certain come could current currently deal
    describe detail details did different do does doing done during each either else
    entry especially ever every example examples exactly experience experienced explain
    far few find first fit for from further gain generally get give given go going good
    got great had handle happen has have having hello help her here hers hey hi him his
    how i if in info information into involved is it its just kind kinds know known last
    lately later let like list long look lot main mainly make many may maybe me mention
    mentioned might more most mr mrs ms much must my myself name named need never no nor
    not now of off offer often ok okay on once one ones only or other others our out
    over own part particular past people perhaps person please possibly previously
    provide quite rather read really recent recently regarding responsible resume cv
    résumé same say says see seen several shall she he share should show so some
    somebody someone something sometimes sort specific specifically still such summarise
    summarize sure take tell than thank thanks that the their theirs them themselves
    then there these they thing things this those through time times to today together
    too top topic type types under until up upon us use used useful using very via want
    was way ways we well were what when where whether which while who whom whose why
    will with within without work worked working works would year years yes yet you your
    yours yourself month months important interesting responsibility responsibilities
    duty duties role roles job jobs position candidate applicant guy man woman lady
    owner since knowledge familiar skilled qualified capable able comfortable proficient
    attend attended hold holds held obtain obtained complete completed receive received
    possess acquire acquired learn learned learnt short quick full whole stay stayed
    spend spent join joined came went become became start started simple strong solid
    relevant wonder wondering curious question questions answer
    """
)

ABBREVIATIONS = word_set(
    """
    inc. ltd. co. corp. st. dr. mr. mrs. ms. prof. vs. no. e.g. i.e. approx. dept. univ.
    jr. sr. ph.d. b.sc. m.sc.
    """
)

# Enough to notice that a text is not in English; none is an English word.
FOREIGN = word_set(
    """
    ist sind wie wo wer welche welcher welches haben hat und nicht arbeitet spricht sie
    er sein ihre où ou est sont quel quelle quels quelles avez vous elle il les parle
    travaille dónde donde qué que cuál cual cuáles tiene trabaja habla los las usted
    ella él dove quali lavora parla waar werkt spreekt het een hij zij var arbetar
    jobbar vilka språk talar hon
    """
)
