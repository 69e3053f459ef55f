# ruff: noqa: E501  (each message on a line of its own, a list to read down)
"""Orders to drop a story in the words of many desks and languages, and what only looks like one."""

from __future__ import annotations

import pytest

from pipeline.decode import decode
from pipeline.story import RawStory, Story


def story(copy: str) -> Story:
    (found,) = decode(RawStory(value=copy.encode(), source="test", sha256="0" * 64))
    assert isinstance(found, Story), found
    return found


KILLS = (
    # a message that is one note to editors
    "Eds: Please kill Harbour-Sale, sent at 10:12. The owner says that it goes on.\n",
    "EDS: PLS KILL/IGNORE FGN12 PORTUGAL-STRIKE ISSUED AT 15:40 HRS. PTI\n",
    "EDITORS: KILL BC-Harbour-Sale. It is wrong.\n",
    "Editors: Please kill and do not use the item slugged HARBOUR-SALE.\n",
    "Attn Editors: Please kill the Harbour-Sale story moved earlier.\n",
    "Eds: Kill the story BC-PT--Harbour. The man named in it was not the owner.\n\nThe AP\n",
    "(Eds: Please kill our story on the sale of the port, filed at 3 pm.)\n",
    "ATTENTION EDITORS: Please kill HARBOUR SALE which was issued at 10:12.\n",
    # those who used it
    "Eds: Members using BC-PT--Harbour-Sale are asked to kill the story. A kill is mandatory. Make certain the story is not published.\n\nThe AP\n",
    "MEMBERS WHO USED BC-PT--Harbour ARE ASKED TO KILL THE STORY.\n\nThe man named in it was not the owner of the port.\n",
    "Newspapers that used the story slugged Harbour-Sale should kill it.\n\nA kill is mandatory.\n",
    "Subscribers using the item on the port are requested to withdraw the item.\n",
    "Members are asked to kill Harbour-Sale, V5414.\n\nA kill is mandatory.\n",
    "Harbour-Sale was sent in error.\n\nThis kill is mandatory.\n",
    # called out
    'Advisory: Kill\n\n(Attn Editors: Please kill the story headlined "Owner to buy port" filed at 3 pm as it contains errors.)\n',
    "+++ KILL +++ Owner to buy port\n\nPlease kill the story, which moved at 10:12.\n",
    "*** KILL KILL KILL ***\n\nPlease kill the item on the port.\n",
    # the agency's own word
    "The Canadian Press has withdrawn a story about the sale of the port of Lisbon. The owner says that he keeps it.\n",
    "The Associated Press has withdrawn an article about the sale of the port.\n",
    # German
    '+++ ACHTUNG: Meldung zurückgezogen +++\n\nBitte verwenden Sie die Meldung dpa 0713 vom 5. März, "Eigner kauft Hafen", nicht. Wir bedauern den Fehler.\n',
    "Meldung wird zurückgezogen\n\nDie Meldung ist falsch.\n",
    'MELDUNG ZURÜCKGEZOGEN\n\nDie APA zieht die Meldung APA0123 vom 4. März mit dem Titel "Eigner kauft Hafen" zurück. Bitte nicht verwenden.\n',
    'Die APA zieht die Meldung APA0123 vom 4. März mit dem Titel "Eigner kauft Hafen" zurück.\n',
    "Wir ziehen unsere Meldung über den Verkauf des Hafens zurück. Sie beruhte auf einem Fehler.\n",
    "Die dpa hat ihre Meldung über den Verkauf des Hafens zurückgezogen.\n",
    "Bitte NICHT verwenden: Eigner kauft Hafen\n\nDie Meldung dpa 0713 vom 4. März ist falsch und darf nicht verwendet werden. Bitte löschen Sie sie auch aus Ihren Online-Angeboten.\n",
    'Bitte verwenden Sie die Meldung "Eigner kauft Hafen" (dpa 0713) nicht mehr.\n\nSie enthält einen Fehler.\n',
    "ACHTUNG: Meldung dpa 0713 wird zurückgezogen\n\nDie Meldung „Eigner kauft Hafen“ ist falsch. Bitte nicht verwenden.\n",
    "Achtung Redaktionen: Bitte die Meldung „Eigner kauft Hafen“ nicht mehr verwenden.\n",
    "Bitte löschen Sie unsere Meldung „Eigner kauft Hafen“ von 10.12 Uhr.\n",
    "Die Meldung „Eigner kauft Hafen“ (dpa 0713) entfällt.\n",
    "Die Zusammenfassung „Eigner kauft Hafen“ von heute, 10.12 Uhr, ist zu streichen.\n",
    "ANNULLIERUNG\n\nBitte annullieren Sie die Meldung bsd123 „Eigner kauft Hafen“.\n",
    # French
    "ANNULATION\n\nLa dépêche intitulée « Le port est vendu » est annulée.\n",
    "ATTENTION: ANNULATION\n\nPrière d'annuler notre dépêche « Le port est vendu » de 10h12.\n",
    "L'AFP annule sa dépêche intitulée « Le port est vendu », diffusée à 10h12.\n",
    "Nous annulons notre alerte sur la vente du port.\n",
    "Veuillez ne pas utiliser notre dépêche « Le port est vendu ».\n",
    # Spanish
    'ANULACIÓN\n\nRogamos a nuestros abonados que anulen la noticia titulada "El puerto se vende", por contener datos erróneos.\n',
    "Rogamos a los abonados que no utilicen la noticia titulada «El puerto se vende».\n",
    "Se ruega anular la nota «El puerto se vende».\n",
    "EFE anula la noticia titulada «El puerto se vende», transmitida a las 10.12.\n",
    # Italian
    "ANNULLAMENTO\n\nLa notizia delle 10.12 è annullata.\n",
    "Si prega di non utilizzare la notizia «Venduto il porto», trasmessa alle 10.12.\n",
    "L'ANSA annulla la notizia «Venduto il porto».\n",
    # Portuguese
    'ANULAÇÃO\n\nPor ter sido transmitida com erro, solicita-se aos clientes que anulem a notícia "Vendido o porto" das 10:12.\n\nLusa/Fim\n',
    "Solicita-se aos clientes que anulem a notícia «Vendido o porto».\n",
    "A Lusa anula a notícia «Vendido o porto», das 10:12.\n",
    # Dutch and the North
    "BERICHT INGETROKKEN\n\nHet bericht over de haven is onjuist.\n",
    "ANNULLERT\n\nMeldingen om havnen er feil.\n",
)


@pytest.mark.parametrize("copy", KILLS)
def test_a_kill(copy: str) -> None:
    found = story(copy)
    assert (found.status, found.lifecycle.kind, found.text, found.headline) == ("canceled", "kill", "", None)


@pytest.mark.parametrize(
    ("copy", "names"),
    [
        ("EDS: PLS KILL/IGNORE FGN12 PORTUGAL-STRIKE ISSUED AT 15:40 HRS. PTI\n", {"PORTUGAL-STRIKE"}),
        ("Eds: Please kill Harbour-Sale, sent at 10:12.\n", {"Harbour-Sale"}),
        ("EDITORS: KILL BC-Harbour-Sale. It is wrong.\n", {"Harbour-Sale"}),
        (
            "Eds: Members using BC-PT--Harbour-Port Sale are asked to kill the story.\n\nThe AP\n",
            {"PT--Harbour-Port Sale"},
        ),
        ("MEMBERS WHO USED BC-PT--Harbour ARE ASKED TO KILL THE STORY.\n\nIt is wrong.\n", {"PT--Harbour"}),
    ],
)
def test_the_slug_that_a_kill_names(copy: str, names: set[str]) -> None:
    assert {ref.value for ref in story(copy).refs if ref.kind == "slug" and ref.role == "kills"} == names


@pytest.mark.parametrize(
    "copy",
    [
        'Die APA zieht die Meldung APA0123 mit dem Titel "Eigner kauft den Hafen" zurück.\n',
        "Bitte annullieren Sie die Meldung bsd123 „Eigner kauft den Hafen“.\n",
        "Die Zusammenfassung „Eigner kauft den Hafen“ von heute, 10.12 Uhr, ist zu streichen.\n",
        "Si prega di annullare la notizia dal titolo «Eigner kauft den Hafen» delle 10.12.\n",
        "L'ANSA annulla la notizia «Eigner kauft den Hafen».\n",
        "Solicita-se aos clientes que anulem a notícia «Eigner kauft den Hafen».\n",
        "Se ruega anular la nota «Eigner kauft den Hafen».\n",
    ],
)
def test_the_headline_that_a_kill_names(copy: str) -> None:
    target = story("Eigner kauft den Hafen\n\nLissabon (dpa) - Der Eigner kauft den Hafen. Das sagte er am Montag.\n")
    own = {ref.value.partition(":")[2] for ref in target.refs if ref.kind == "headline"}
    named = {ref.value.partition(":")[2] for ref in story(copy).refs if ref.kind == "headline" and ref.role == "kills"}
    assert named == own


BODY = (
    "BERGEN, March 4 (Reuters) - The port of Bergen was sold on Monday, its owner said.\n\n"
    "Nobody said for how much. The union asked for a meeting.\n"
)
NEWS = (
    # a part of a story is to be dropped, not the story
    f"Port of Bergen sold\n\nEds: Please kill the third paragraph.\n\n{BODY}",
    "Eds: Please kill the last graf of Harbour-Sale, a0345.\n\nThe AP\n",
    "Eds: Kill the headline and the byline of Harbour-Sale.\n\nThe AP\n",
    "Eds: Please kill the photo of the owner, LIS101.\n\nThe AP\n",
    # other people's killing
    "Editor: Kill the story, they told me\n\nBERGEN, March 4 (Reuters) - An editor said on Monday that he had been told to kill the story.\n",
    "Members are asked to kill rats\n\nBERGEN, March 4 (Reuters) - Members of the gardening club are asked to kill rats.\n",
    "BERGEN, March 4 (Reuters) - Members using the club's boats are asked to remove all reports of theft from the board, it said.\n",
    "Users who saw the story are asked to delete the app\n\nBERGEN, March 4 (Reuters) - Users are asked to delete the app, the company said.\n",
    "Editors: Kill the gag law\n\nBERGEN, March 4 (Reuters) - Editors asked parliament on Monday to kill the law.\n",
    "Members: Kill the reform\n\nBERGEN, March 4 (Reuters) - Members asked the party on Monday to drop the plan.\n",
    f"“A kill is mandatory,” says fisheries chief\n\n{BODY}",
    # an other's withdrawal
    "BERGEN (Reuters) - The Canadian Press has withdrawn a story about the port, its editor said on Monday.\n",
    "The Herald has withdrawn a story about the sale of the port of Bergen.\n",
    # German
    "Berlin (dpa) - Der Bericht der Kommission ist am Montag zurückgezogen worden.\n\nDas teilte sie mit.\n",
    "Kommission zieht Bericht zurück\n\nBerlin (dpa) - Der Bericht der Kommission wurde zurückgezogen.\n",
    "Berlin (dpa) - Die Meldung des Verlags über den Kauf wird zurückgezogen, sagte ein Sprecher.\n",
    "Berlin (dpa) - Der Text des Abkommens darf nicht veröffentlicht werden, sagte der Minister.\n",
    "Berlin (dpa) - Die Zeitung zieht die Meldung über den Verkauf des Hafens zurück.\n",
    "Berlin (dpa) - Der «Kurier» hat seine Meldung über den Verkauf des Hafens zurückgezogen.\n",
    "Meldung über Explosion im Hafen zurückgezogen\n\nBerlin (dpa) - Die türkische Agentur hat ihre Meldung zurückgezogen.\n",
    "Bitte nicht verwenden: Hersteller ruft Kinderwagen zurück\n\nBerlin (dpa) - Ein Hersteller ruft Kinderwagen zurück.\n\nDie Räder können abfallen.\n",
    "Bitte nicht stören: Wölfe ziehen Junge auf\n\nBerlin (dpa) - Wölfe ziehen Junge auf.\n",
    # French, Spanish, Italian, Portuguese
    "Annulation du procès de Bergen\n\nBERGEN, 4 mars (AFP) - Le procès est annulé, a annoncé le tribunal.\n",
    "BERGEN, 4 mars (AFP) - Le journal annule sa série d'articles sur le port.\n",
    "Anulación del contrato del puerto\n\nBergen, 4 mar (EFE).- El tribunal anula el contrato del puerto.\n",
    "Bergen, 4 mar (EFE).- El juez anula la noticia de un premio y pide otra.\n",
    "Annullamento della gara per il porto\n\n(ANSA) - ROMA, 04 MAR - Il tribunale annulla la gara.\n",
    "Anulação do contrato do porto\n\nLisboa, 04 mar (Lusa) - O tribunal anula o contrato do porto.\n",
    "ANULAÇÃO DO CONTRATO DO PORTO\n\nLisboa, 04 mar (Lusa) - O tribunal anula o contrato do porto.\n",
)


@pytest.mark.parametrize("copy", NEWS)
def test_news_and_parts_of_stories(copy: str) -> None:
    assert story(copy).status == "usable"


@pytest.mark.parametrize(
    "copy",
    [
        "Please do not use the story headlined “Owner to buy port” until further notice. There is some doubt.\n\nIt is being checked.\n",
        "Achtung Redaktionen: Bitte die Meldung „Eigner kauft Hafen“ (dpa 0713) vorerst nicht verwenden. Sie wird geprüft.\n\nDas ist alles.\n",
    ],
)
def test_not_for_the_time_being_is_a_hold(copy: str) -> None:
    found = story(copy)
    assert (found.status, found.lifecycle.kind) == ("withheld", "hold")
