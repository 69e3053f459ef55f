# ruff: noqa: E501  (each message on a line of its own, a list to read down)
"""Kills, holds and embargoes as desks call them out, and news that only looks like one. `usable` means: shown."""

from __future__ import annotations

import pytest

from pipeline.decode import decode
from pipeline.story import RawStory, Story

BODY = (
    "ROTTERDAM, May 3 (Reuters) - Port workers walked out on Friday after talks on night shifts broke down, union officials said.\n\n"
    "The strike will last two days, the union said. Twelve ships were waiting off the coast.\n\n"
    "The port is Europe's largest. It handles a third of the region's grain.\n"
)


def status(copy: str) -> str:
    found = decode(RawStory(value=copy.encode(), source="test", sha256="0" * 64))
    stories = [part for part in found if isinstance(part, Story)]
    assert stories, found
    return stories[0].status


KILLS = {
    "editors": "EDITORS: KILL KILL KILL\n\nThe story headlined \"Port workers walk out\" is wrong. Do not use it.\n",
    "urgent mandatory": "URGENT: MANDATORY KILL\n\nKill BC-Port-Strike, moved Friday. The union denies it.\n",
    "title case": "Mandatory Kill\n\nThe following item has been killed: Port workers walk out, May 3.\n",
    "slugged kill": "BC-KILL-Port-Strike\n\nKill the story slugged Port-Strike, moved May 3. It was sent in error.\n",
    "subscribers must": "ADVISORY\n\nSubscribers must kill the story headlined \"Port workers walk out\", sent on May 3.\n",
    "do not use": "Do not use the story headlined \"Port workers walk out\", which was sent on Friday. It contains errors.\n",
    "story removed": "STORY REMOVED: Port workers walk out\n\nThe story was removed because it was sent in error. There will be no substitute story.\n",
    "reuters withdrawn": "STORY WITHDRAWN\n\nThe Rotterdam story headlined \"Port workers walk out\" is withdrawn. A replacement will not be issued.\n",
    "attention editors": "Attention editors: the story headlined \"Port workers walk out\" has been withdrawn. There will be no substitute story.\n",
    "ap elimination": "BC-Port-Strike, ELIMINATION\n\nEditors: AP has eliminated the story slugged BC-Port-Strike. Do not use it.\n",
    "ap bulletin kill": "BULLETIN KILL\n\nEditors: Kill the BC-Port-Strike story, a0345. The union denies it. A kill is mandatory.\n",
    "ap kill is mandatory": "Eds: Kill the story headlined \"Port workers walk out.\" A kill is mandatory. Make certain the story is not published.\n",
    "afp annulation": "ANNULATION - Les dockers de Rotterdam en grève\n\nVeuillez annuler la dépêche diffusée à 10h00 GMT.\n",
    "afp mandatory": "MANDATORY KILL\n\nPlease kill our story headlined \"Port workers walk out\", transmitted at 1000 GMT.\n",
    "dpa": "KILL KILL KILL\n\nPlease kill item dpa 157.\n",
    "dpa german": "KILL KILL KILL\n\nBitte die Meldung dpa 157 nicht verwenden.\n",
    "dpa streichen": "Achtung Redaktionen: Bitte streichen Sie die Meldung dpa 157 «Hafenarbeiter streiken».\n",
    "efe": "ANULACIÓN\n\nRogamos anulen la noticia titulada «Huelga en Rotterdam», transmitida hoy.\n",
    "ansa": "ANNULLAMENTO\n\nSi prega di annullare la notizia «Sciopero a Rotterdam», trasmessa alle 12.\n",
    "tass": "(ANNUL)\n\nPlease annul the story headlined \"Port workers walk out\", released at 13:00.\n",
    "pa": "PA LEGAL KILL\n\nKill the story slugged COURTS Port, sent at 1015. It must not be used for legal reasons.\n",
    "withdrawn in headline": "WITHDRAWN - Port workers walk out\n\nThis story has been withdrawn. Please do not use it.\n",
    "please withdraw": "Editors, please withdraw our story headlined \"Port workers walk out\".\n",
    "retraction": "RETRACTION\n\nAFP has retracted its story headlined \"Port workers walk out\". Please do not use it.\n",
}  # fmt: skip
HELD = {
    "hold rates": "HOLD-Dutch central bank keeps rates\n\n" + BODY,
    "journal": "RETRACTION-Journal takes back study of port workers' health\n\n" + BODY,
    "drug": "WITHDRAWN: drug pulled from Dutch pharmacies\n\n" + BODY.replace("Port workers walked out", "A heart drug was pulled"),
    "hold hold": "HOLD HOLD HOLD\n\nPlease hold item dpa 157 until further notice.\n",
    "dashes": "-- EMBARGOED UNTIL 0001 GMT MONDAY, MAY 6 --\n\nPort workers plan strike\n\n" + BODY,
    "hashes": "### EMBARGOED UNTIL MAY 6 ###\n\nPort workers plan strike\n\n" + BODY,
    "angles": ">>> EMBARGO: 6 May 2024, 0600 GMT\n\nPort workers plan strike\n\n" + BODY,
    "behind headline": "Port workers plan strike - EMBARGOED UNTIL 0001 GMT MAY 6\n\n" + BODY,
    "press release": "PRESS RELEASE - EMBARGOED UNTIL MAY 6\n\nPort workers plan strike\n\n" + BODY,
    "strictly": "STRICTLY EMBARGOED UNTIL 00.01 HRS MAY 6\n\nPort workers plan strike\n\n" + BODY,
    "not before": "NOT FOR PUBLICATION BEFORE 0001 GMT MAY 6\n\nPort workers plan strike\n\n" + BODY,
    "broadcast": "NOT FOR BROADCAST BEFORE 6 A.M. ET MAY 6\n\nPort workers plan strike\n\n" + BODY,
    "for release": "FOR RELEASE 6 A.M. EDT MONDAY, MAY 6\n\nPort workers plan strike\n\n" + BODY,
    "sperrfrist": "Achtung, Sperrfrist: 6. Mai, 06.00 Uhr\n\nPort workers plan strike\n\n" + BODY,
    "french": "Sous embargo jusqu'à lundi 6 mai 06h00\n\nPort workers plan strike\n\n" + BODY,
    "spanish": "EMBARGADA HASTA EL 6 DE MAYO\n\nPort workers plan strike\n\n" + BODY,
    "hfr": "HFR\n\nPort workers plan strike\n\n" + BODY,
    "advance": "ADVANCE FOR SUNDAY, MAY 5\n\nPort workers plan strike\n\n" + BODY,
    "adv slug": "BC-Port-Strike, ADV05\n\nPort workers plan strike\n\n" + BODY,
}  # fmt: skip
SHOWN = {
    "byline asked": "Port workers walk out\n\nROTTERDAM, May 3 (Reuters) - Port workers walked out on Friday.\n\n(Please publish the story with a byline.)\n",
    "gunmen": "Gunmen kill eight at Rotterdam port\n\n" + BODY,
    "gunmen capitals": "GUNMEN KILL EIGHT AT ROTTERDAM PORT\n\n" + BODY,
    "film": "KILL BILL star signs Rotterdam deal\n\n" + BODY,
    "boeing": "Boeing withdraws story of cracked wing\n\n" + BODY,
    "paper": "Dutch paper retracts story on port workers\n\n" + BODY,
    "hold horses": "Hold your horses, Dutch farmers tell minister\n\n" + BODY,
    "hold talks": "HOLD TALKS OR STRIKE, UNION TELLS PORT\n\n" + BODY,
    "arms embargo": "Embargo on Libya extended until 2025\n\n" + BODY,
    "oil embargo": "EMBARGO UNTIL 2025 HURTS DUTCH OIL PORT\n\n" + BODY,
    "kill switch": "KILL SWITCH FOR PHONES PASSES DUTCH SENATE\n\n" + BODY,
    "kill the bill": "Kill the bill, protesters tell Dutch parliament\n\n" + BODY,
    "mandatory": "Mandatory killing of hens angers Dutch farmers\n\n" + BODY,
    "removed": "Story removed from Dutch school book after protest\n\n" + BODY,
    "do not use": "Do not use the bridge, Dutch police tell drivers\n\n" + BODY,
    "please": "Please kill me, patient told Dutch doctor\n\n" + BODY,
    "recall": "RECALL-Dutch dairy withdraws item from shops\n\n" + BODY,
    "advance troops": "ADVANCE FOR REBELS IN SUNDAY FIGHTING\n\n" + BODY,
    "release": "For release of hostages, rebels want ship\n\n" + BODY,
    "elimination": "ELIMINATION OF TARIFFS NEARS, DUTCH MINISTER SAYS\n\n" + BODY,
    "cancelled": "CANCELLED: Dutch port festival called off\n\n" + BODY,
    "annulment": "ANNULMENT OF ELECTION SOUGHT BY DUTCH PARTY\n\n" + BODY,
}  # fmt: skip


@pytest.mark.parametrize("copy", KILLS.values(), ids=KILLS)
def test_a_kill(copy: str) -> None:
    assert status(copy) == "canceled"


@pytest.mark.parametrize("copy", HELD.values(), ids=HELD)
def test_held_back(copy: str) -> None:
    assert status(copy) == "withheld"


@pytest.mark.parametrize("copy", SHOWN.values(), ids=SHOWN)
def test_news(copy: str) -> None:
    assert status(copy) == "usable"
