"""Each row: a sentence of our own, the deed's word in asterisks and the light verb that carries it in underscores."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from pipeline.enrich.events import flags, noun_flags
from pipeline.enrich.events.past import is_historical
from pipeline.enrich.run import Resources

YEAR = 2026
REFUSED = "refused"
Told = Callable[[str], str]
Heard = Callable[[str], str | None]


def marked(doc: Doc, text: str, sign: str) -> Token | None:
    found = re.search(rf"\{sign}(\w+)\{sign}", text)
    if found is None:
        return None
    start = len(re.sub(r"[*_]", "", text[: found.start()]))
    return next(token for token in doc if token.idx == start)


def read(text: str, resources: Resources) -> tuple[Token, flags.Flags | None]:
    doc = resources.nlp(re.sub(r"[*_]", "", text))
    word, carrier = marked(doc, text, "*"), marked(doc, text, "_")
    assert word is not None
    if (word.pos_ in ("NOUN", "PROPN") and word.dep_ != "ROOT") or carrier is not None:
        return word, noun_flags.read_noun(word, carrier, resources.lexicon.carriers)
    return word, flags.read(word)


@pytest.fixture(scope="module")
def told(resources: Resources) -> Told:
    """What is said of the deed: the names of its flags, or `refused`."""

    def tell(text: str) -> str:
        word, standing = read(text, resources)
        if standing is None:
            return REFUSED
        said = [name for name in ("negated", "future", "hypothetical") if getattr(standing, name)]
        return " ".join([*said, *(["historical"] if is_historical(word, YEAR, standing.future) else [])])

    return tell


@pytest.fixture(scope="module")
def heard(resources: Resources) -> Heard:
    """Who says that the deed was done."""

    def hear(text: str) -> str | None:
        standing = read(text, resources)[1]
        return standing.speaker.text if standing is not None and standing.speaker is not None else None

    return hear


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Mali *expelled* the envoy.", ""),
        ("Mali did not *expel* the envoy.", "negated"),
        ("Mali has never *expelled* an envoy.", "negated"),
        ("Mali no longer *finances* the militia.", "negated"),
        ("Mali didn't *expel* the envoy.", "negated"),
        ("Mali denied *arming* the rebels.", "negated"),
        ("Mali denied that it had *armed* the rebels.", "negated"),
        ("Mali did not deny *arming* the rebels.", ""),
        ("Mali never denied that it *armed* the rebels.", ""),
        ("Mali dismissed claims that it had *armed* the rebels.", "negated"),
        ("Mali failed to *release* the hostages.", "negated"),
        ("Mali did not fail to *release* the hostages.", ""),
        ("The soldiers left without *firing* a shot.", "negated"),
        ("The soldiers avoided *attacking* the village.", "negated"),
        ("The minister stopped short of *accusing* Niger.", "negated"),
        ("The minister refrained from *criticising* Niger.", "negated"),
        ("The cabinet decided against *expelling* the envoy.", "negated"),
        ("Nobody *attacked* the village.", "negated"),
        ("No one was *arrested* in Bamako.", "negated"),
        ("No diplomat was *expelled*.", "negated"),
        ("None of the hostages was *freed*.", "negated"),
        ("Neither Mali nor Niger *attacked* the village.", "negated"),
        ("Police *made* no arrests.", "negated"),
        ("The army was unable to *capture* the town.", "negated"),
        ("The army could not *capture* the town.", "negated"),
        ("Mali was to have *released* the hostages on Monday.", "negated"),
        ("Police did not beat the students, nor did they *arrest* them.", "negated"),
        ("The police did not *beat* or arrest the students.", "negated"),
        ("The police did not beat or *arrest* the students.", "negated"),
        ("The army did not attack but *withdrew*.", ""),
        ("Mali not only *expelled* the envoy but closed its embassy.", ""),
        ("Mali did not *release* the men until Friday.", ""),
        ("Mali attacked the town and did not *release* the men.", "negated"),
        ("It is untrue that Mali *armed* the rebels.", "negated"),
        ("Mali will not *expel* the envoy.", "negated future"),
        ("Mali ruled out *sending* troops.", "negated future"),
        ("Mali is not going to *send* troops.", "negated future"),
    ],
)
def test_negated(told: Told, text: str, flags: str) -> None:
    assert told(text) == flags


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Peru will *send* troops to the border.", "future"),
        ("They'll *send* troops to the border.", "future"),
        ("Peru is to *send* troops to the border.", "future"),
        ("Peru plans to *send* troops to the border.", "future"),
        ("Peru is planning to *send* troops to the border.", "future"),
        ("Peru is due to *send* troops to the border.", "future"),
        ("Peru is set to *send* troops to the border.", "future"),
        ("Peru is expected to *send* troops to the border.", "future"),
        ("The minister is scheduled to *meet* rebels on Friday.", "future"),
        ("Peru is going to *send* troops to the border.", "future"),
        ("Peru is about to *send* troops to the border.", "future"),
        ("Peru decided to *send* troops to the border.", "future"),
        ("Peru said it would *send* troops to the border.", "future"),
        ("Peru said that two diplomats would be *expelled*.", "future"),
        ("Peru would *send* troops to the border, a minister said.", "future"),
        ("Peru announced plans to *send* troops to the border.", "future"),
        ("Peru announced its decision to *expel* the envoy.", "future"),
        ("Two diplomats will be *expelled*.", "future"),
        ("The president is *visiting* Paris next Monday.", "future"),
        ("The president *meets* rebel leaders in Vienna next week.", "future"),
        ("Ministers *meet* in Vienna tomorrow.", "future"),
        ("Peru to *send* troops to Bolivia", "future"),
        ("Chile to *expel* two diplomats", "future"),
        ("Peru's president to *visit* Chile next week", "future"),
        ("Two diplomats to be *expelled* by Chile", "future"),
        ("Peru will send troops and *close* the border.", "future"),
        ("Peru will send troops and then *close* the border.", "future"),
        ("Peru sent troops and will *close* the border.", "future"),
        ("Peru will close the border, *expelling* two envoys.", "future"),
        ("Peru *sent* troops and will close the border.", ""),
        ("The president *visited* Paris last Monday.", ""),
        ("The president is *visiting* Paris.", ""),
        ("Peru went on to *attack* the town.", ""),
    ],
)
def test_future(told: Told, text: str, flags: str) -> None:
    assert told(text) == flags


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Laos could *expel* the envoy.", "hypothetical"),
        ("Laos may *expel* the envoy.", "hypothetical"),
        ("Laos might not *expel* the envoy.", "negated hypothetical"),
        ("Laos would *expel* the envoy.", "hypothetical"),
        ("If Laos *expels* the envoy, the talks will end.", "hypothetical"),
        ("Unless Laos *frees* the men, the talks will end.", "hypothetical"),
        ("Laos will *expel* the envoy if he speaks again.", "hypothetical"),
        ("Laos said it would *expel* the envoy if he spoke again.", "hypothetical"),
        ("Should Laos *attack* the rebels, Thailand would close its border.", "hypothetical"),
        ("Should Laos attack the rebels, Thailand would *close* its border.", "hypothetical"),
        ("Were Laos to *attack* the rebels, Thailand would close its border.", "hypothetical"),
        ("Thailand closed its border in case Laos *attacked* the rebels.", "hypothetical"),
        ("Laos is debating whether to *expel* the envoy.", "hypothetical"),
        ("Laos has not decided whether to *expel* the envoy.", "hypothetical"),
        ("Laos is considering *expelling* the envoy.", "hypothetical"),
        ("Laos is likely to *expel* the envoy.", "hypothetical"),
        ("Laos is unlikely to *expel* the envoy.", "negated hypothetical"),
        ("It is possible that Laos *expelled* the envoy.", "hypothetical"),
        ("There was speculation that Laos had *expelled* the envoy.", "hypothetical"),
        ("Laos did not rule out *expelling* the envoy.", "hypothetical"),
        ("Laos is weighing options such as *expelling* the envoy.", "hypothetical"),
        ("Laos might close its border and *expel* the envoy.", "hypothetical"),
        ("Laos *expelled* the envoy even if that hurt trade.", ""),
        ("Laos *refused* to talk unless the men were freed.", ""),
        ("Laos allegedly *armed* the rebels.", ""),
    ],
)
def test_hypothetical(told: Told, text: str, flags: str) -> None:
    assert told(text) == flags


@pytest.mark.parametrize(
    "text",
    [
        "Togo refused to *free* the men.",
        "Togo was urged to *free* the men.",
        "Benin urged Togo to *free* the men.",
        "Benin demanded that Togo *free* the men.",
        "Togo must *free* the men.",
        "Togo should *free* the men.",
        "Togo threatened to *expel* the envoy.",
        "Togo threatened that it would *expel* the envoy.",
        "Togo promised that it would *free* the men.",
        "Togo wants to *expel* the envoy.",
        "Togo tried to *expel* the envoy.",
        "Benin accused Togo of *arming* the rebels.",
        "Three men suspected of *bombing* the bridge fled.",
        "Togo has a plan to *expel* the envoy.",
        "Togo called on Benin to *expel* the envoy.",
        "Benin fears that Togo *armed* the rebels.",
        "There were fears that Togo would *attack* the rebels.",
        "Togo hired guards to *attack* the rebels.",
        "Togo agreed to *free* the men.",
        "Togo offered to *free* the men.",
        "Its aim is to *attack* the rebels.",
        "Police were told to *arrest* the bishop.",
        "Togo prevented rebels from *attacking* the town.",
    ],
)
def test_what_is_asked_for_feared_or_tried_is_no_deed(told: Told, text: str) -> None:
    assert told(text) == REFUSED


@pytest.mark.parametrize(
    "text",
    [
        "Cuba managed to *free* the men.",
        "Cuba began to *withdraw* its troops.",
        "Cuba started *withdrawing* its troops.",
        "Cuba was forced to *free* the men.",
        "The protests forced Cuba to *free* the men.",
        "Mediators helped *free* the men.",
        "Mediators helped to *free* the men.",
        "Cuba was able to *free* the men.",
        "Farmers used tractors to *block* the road.",
        "Cuba admitted *arming* the rebels.",
        "Cuba is said to have *armed* the rebels.",
        "Cuba is believed to have *armed* the rebels.",
        "Cuba claims to have *shot* down a drone.",
        "Cuba appears to have *armed* the rebels.",
        "Cuba was the first country to *recognise* the rebels.",
        "Parliament voted to *expel* the envoy.",
        "Witnesses saw soldiers *beat* a man.",
        "Cuba let the men *leave* the island.",
        "The men were jailed for *bombing* a bridge.",
        "Cuba left the talks after *accusing* Haiti of spying.",
    ],
)
def test_what_was_managed_begun_or_forced_was_done(told: Told, text: str) -> None:
    assert told(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "In 1997 Oman *attacked* the rebels.",
        "Oman *attacked* the rebels in 1997.",
        "Oman *attacked* the rebels in March 1997.",
        "Oman *attacked* the rebels in the 1994 war.",
        "Oman *attacked* the rebels in the 1994-96 war.",
        "Oman *attacked* the rebels during the 1972 uprising.",
        "Oman *attacked* the rebels in the 1970s.",
        "Oman *attacked* the rebels ten years ago.",
        "Oman *attacked* the rebels a decade ago.",
        "Oman *attacked* the rebels last century.",
        "Oman *attacked* the rebels in World War Two.",
        "Oman had *ruled* the island since 1891.",
        "Oman *attacked* the rebels from 2014 to 2016.",
        "Oman said in 1997 that it had *attacked* the rebels.",
        "Omani troops, who *attacked* the rebels in 1997, are back.",
        "Oman *asked* Britain to intervene in 1970.",
        "Oman *attacked* the rebels last year.",
        "In 1997 Oman attacked the rebels and *burned* a village.",
        "Survivors of the 1999 raids, in which jets *bombed* a market, met on Friday.",
        "Mourners marked the anniversary of the *bombing* of the market.",
        "Twenty years after the *invasion* the roads are still mined.",
        "Villagers fled after the *bombing* of the market in 1999.",
        "A *bomb* that went off in 1989 has left its mark.",
        "The 1999 *raids* killed forty people.",
    ],
)
def test_historical(told: Told, text: str) -> None:
    assert told(text) == "historical"


@pytest.mark.parametrize(
    "text",
    [
        "Oman *attacked* the rebels last month.",
        "Oman *attacked* the rebels last week.",
        "Oman *attacked* the rebels on Monday.",
        "Oman *attacked* the rebels earlier this year.",
        "Oman *attacked* the rebels in 2026.",
        "Oman has *hosted* the talks since 2019.",
        "Oman, which joined the pact in 2012, *expelled* two diplomats.",
        "Oman *expelled* two diplomats who had arrived in 2012.",
        "Oman *expelled* the envoy after its embassy burned down in 2012.",
        "Oman *sent* 2,000 troops to the border.",
        "Oman *sent* 2000 troops to the border.",
        "The army *fired* shells at 1900 GMT.",
        "Its president *told* survivors of the 1999 raids to be patient.",
        "Oman *condemned* the 1999 raids.",
        "The first *visit* since 2011 began on Monday.",
        "Oman *agreed* to pay for the 1944 massacre.",
        "Oman has *bombed* the town over the last year.",
    ],
)
def test_not_historical(told: Told, text: str) -> None:
    assert told(text) == ""


def test_a_year_to_come_is_not_history(told: Told) -> None:
    assert told("Oman will *withdraw* its troops in 2030.") == "future"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Rebels *attacked* a village.", None),
        ("Police said rebels *attacked* a village.", "Police"),
        ("Police said that rebels had *attacked* a village.", "Police"),
        ("Rebels *attacked* a village, police said.", "police"),
        ("Rebels *attacked* a village, said Colonel Adam Bako.", "Bako"),
        (
            "Rebels *attacked* a village near the lake at dawn, two officials in Maroua said, killing a guard.",
            "officials",
        ),
        ("Rebels, police said, *attacked* a village near the lake.", "police"),
        ("Rebels *attacked* a village, according to police.", "police"),
        ("According to the army, rebels *attacked* a village.", "army"),
        ("The BBC reported that rebels had *attacked* a village.", "BBC"),
        ("Rebels attacked a village and *burned* a church, police said.", "police"),
        ("Police said that rebels attacked a village and *burned* a church.", "Police"),
        ("Police released two boys whom they had *held* since May, their lawyer said.", "lawyer"),
        ("The town's school was hit in an *attack*, medics told reporters.", "medics"),
        ("The minister was quoted as saying rebels *attacked* a village.", "minister"),
        ("Niger denied *arming* the rebels.", "Niger"),
        ("Niger admitted *arming* the rebels.", "Niger"),
        ("Witnesses saw soldiers *beat* a man.", "Witnesses"),
        (
            "A diplomat said there was little chance that Chad would yield, asserting that rebels *attacked* a town.",
            "diplomat",
        ),
        ("Niger left the talks, asserting that rebels had *attacked* a town.", "Niger"),
        ("An inquiry found that police *beat* a man.", "inquiry"),
        ("Police *arrested* a man who said he was innocent.", None),
        ("The army *attacked* the town after police said it was empty.", None),
        ("Niger, which *attacked* the town in May, said it was sorry.", None),
    ],
)
def test_who_says_so(heard: Heard, text: str, speaker: str | None) -> None:
    assert heard(text) == speaker


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Iraq _launched_ an *attack* on the town.", ""),
        ("Iraq did not _launch_ an *attack* on the town.", "negated"),
        ("Iraq will _launch_ an *attack* on the town.", "future"),
        ("Iraq could _launch_ an *attack* on the town.", "hypothetical"),
        ("Iraq _held_ no *talks* with Iran.", "negated"),
        ("No *talks* were _held_ with Iran.", "negated"),
        ("Iraq threatened to _launch_ an *attack* on the town.", "refused"),
        ("Two men died after an *attack* on the town.", ""),
        ("Two men died in a *bombing* near the town.", ""),
        ("Iran condemned the *attack* on the town.", ""),
        ("No *attack* took place.", "negated"),
        ("There was no *attack* on the town.", "negated"),
        ("There were *clashes* in the town.", ""),
        ("There will be *talks* in Basra.", "future"),
        ("*Talks* between Iraq and Iran will begin on Monday.", "future"),
        ("*Talks* between Iraq and Iran could begin on Monday.", "hypothetical"),
        ("*Talks* between Iraq and Iran began on Monday.", ""),
        ("The *attack* never happened.", "negated"),
        ("Iraq denied the *attack* on the town.", "negated"),
        ("Iraq denied any part in the *attack* on the town.", "negated"),
        ("The army had nothing to do with the *shelling* of the town.", "negated"),
        ("Oil prices rose on fears of a possible *attack* on the town.", "refused"),
        ("Iran warned Iraq of a possible *attack* on the town.", "refused"),
        ("Iraq drew up plans for an *invasion* of the island.", "future"),
        ("Iran discussed the possibility of an *attack* on the town.", "hypothetical"),
        ("Iran lives under the threat of an *attack* by Iraq.", "refused"),
        ("Iran called for *talks* with Iraq.", "refused"),
        ("Iran wants *talks* with Iraq.", "refused"),
        ("Police were deployed ahead of an opposition *march*.", "future"),
        ("Iraq _announced_ a planned *visit* to Iran.", "future"),
        ("Iraq _staged_ a mock *attack* on the town.", "refused"),
        ("The alleged *attack* on the town killed two men.", ""),
        ("The town fell without an *attack* by Iraq.", "negated"),
    ],
)
def test_deeds_that_nouns_carry(told: Told, text: str, flags: str) -> None:
    assert told(text) == flags
