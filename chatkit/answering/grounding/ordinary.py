"""Ordinary English words: a capital at the start of a sentence makes no name of them.

Names of well-known companies that are ordinary words are left out.
"""

from chatkit.answering.grounding.tokens import listed
from chatkit.answering.text.lexicon import FILLER
from chatkit.answering.text.tokens import stem

ENGLISH = frozenset(
    listed(
        "the a an of and in at to for with by from on is was are were has have had she he"
        " they her his their it its not no as that this be or which who does did i you"
    )
)

_COMMON = (
    "accept accomplish accord achieve across action active activity actual add addition"
    " additional adopt advance advice advise affect agree aim aim align allow alongside"
    " also although amount analyse analyze apart apologies apology appear application"
    " apply appreciate approach appropriate area arrange artist assess assist assure"
    " audience author available average avoid award aware back balance base basic basis"
    " bear begin behind believe below beneficial benefit beyond body book breadth brief"
    " bring broad build busy calm campaign capability capacity care case cause centre"
    " challenge chance change cheap check child choose citation citizen claim class"
    " clean clear client close coach code collaborate collaboration colleague collect"
    " combine comment commitment common communicate communication community compare"
    " complement complex concern concert conclude condition conduct confirm connect"
    " consider consistent contact contain content context continue contribute"
    " contribution control convert cooperate coordinate core correct cost count couple"
    " course cover craft create creative credential credit crew critical culture"
    " customer cut daily data date day deal decade decide dedicate dedication deep"
    " define delete delight deliver delivery demonstrate department depend describe"
    " description design despite detail determine develop development direct discuss"
    " display document drive driven duration early earn easy edit educate education"
    " effect effective efficiency efficient effort either embed emergency emphasis"
    " employ enable encourage engage enjoy ensure entire entry environment establish"
    " evaluate event evidence examine excellence excellent except execute exhibit expand"
    " expect expert expertise explore express extend extensive fact fair fall family"
    " fast favourite feature feel few field figure final fit fix flexible focus follow"
    " formal format former forward foster foundation free fresh front fulfil full fun"
    " further future gain gather general goal gradual graduate great ground group grow"
    " growth guide hand happy hard head health heart help hesitate high highlight hire"
    " hobby hold home honest hope hour however idea ideal identify imagine impact"
    " implement important impress improve improvement include increase incident indeed"
    " independent indicate individual industry influence inform information initial"
    " initiate initiative innovate innovation insight instead instruct integrate"
    " interest interesting introduce invest involve issue item itself join keep"
    " key label language large last late launch lead leader leadership learn leave"
    " less level leverage likewise limit line link list little live local locate"
    " location long lower main maintain manage management mark match material matter"
    " mean meanwhile measure medium meet member mention mentor message method migrate"
    " mind model moment monitor more most motivate move much music name native natural"
    " near need negotiate neither nevertheless new next night note notable nothing"
    " notice number objective observe offer open operate operation opportunity optimise"
    " optimize option order organise organize original otherwise outcome outside"
    " overall oversee overview own paragraph participate passage passion passionate"
    " patient pattern perform performance period person personal phone pioneer place"
    " plan platform play player please point port posit practical practice prepare"
    " present preserve press previous price primary prior private proactive probable"
    " problem process produce product profession professional profile program progress"
    " project promote proof proper propose provide public publication publish pull"
    " purpose push put qualification quality quantity quick quote raise range rate"
    " reach ready realise real reason rebuild recent recognise recognition recommend"
    " record redesign reduce reduction refactor refer reference regard regular"
    " relate relationship release relevant reliable reliability remain remark remote"
    " remove renew replace reply report represent request require requirement research"
    " resolve resource respect respond response responsible rest result retrieve return"
    " review revise reward rewrite right rise rough run safe sale satisfy save scale"
    " schedule scope section seek select separate serve service session set setting"
    " several shape share shift shorten show sign significant similar simple simplify"
    " since skill small smooth soft solid solve sorry source span speak special"
    " specific speed spend staff stakeholder stand standard start state statement stay"
    " step still stop story strategy streamline strength strengthen strong structure"
    " study style subject submit subsequent success successful suggest suit suitable"
    " summary supervise supply support sure survey sustain system task taught teach team"
    " technical technique technology tell term test text thank theme therefore"
    " thing think though throughout thus title together tool topic total toward track"
    " trade tradition train training transfer transform transition travel treat trust"
    " turn type typical ultimate uncertain unclear under understand unfortunate unique"
    " unlike update upgrade use user usual utilise utilize value variety various verify"
    " version view visit visitor volunteer wait watch website welcome while whole wide"
    " win wish withdraw wonder word world worth write wrote yes yet young"
)
COMMON = frozenset(stem(word) for word in listed(_COMMON)) | frozenset(
    stem(word) for word in FILLER
)
# Names that end like ordinary words.
_NOT_ORDINARY = frozenset(
    listed("boeing beijing sterling reading nursing allied united")
)
_ENDINGS = ("ing", "ed", "ly", "tion", "tions", "ment", "ments", "ness")


def is_common(word: str) -> bool:
    """Whether a folded word is ordinary English where its case says nothing."""
    if stem(word) in COMMON or word in FILLER:
        return True
    return len(word) > 5 and word.endswith(_ENDINGS) and word not in _NOT_ORDINARY
