"""Kills in other languages than English: called out, asked of clients, or said by the agency itself.

Forms of dpa, APA and SDA, AFP, EFE, ANSA, Lusa, and of the calls of the Dutch and the Nordic agencies. A request
(`Bitte verwenden Sie die Meldung … nicht`) is believed as it stands. That a report is withdrawn is believed where the
agency says so of its own, or where the report is named by number, headline or hour and nobody is said to have said so.
"""

from __future__ import annotations

import re

from pipeline.decode.anatomy.agencies import usual_name

_DE = r"(?:eil)?(?:meldung|text|bericht|zusammenfassung|beitrag|interview)(?:en|e)?"
_FR = r"(?:dépêche|alerte|information|urgent|papier|article|synthèse)s?"
_ES = r"(?:noticia|información|nota|alerta|crónica|despacho)s?"
_IT = r"(?:notizia|servizio|nota|lancio|pezzo)"
_PT = r"(?:notícia|peça|informação|alerta|despacho)s?"
_UNUSED = r"(?:verwenden|veröffentlichen|benutzen|nutzen)"

CALLED_OUT = re.compile(
    r"[*+/=~#(\s-]{0,9}(?:(?:achtung|attention|atención|atenção|attenzione)\s?[:!,–-]?\s)?"
    r"(?:anulación|anulacion|anulada|anulação|anulacao|annulation|annullamento|annullare|annullierung|annulliert|annullert"
    r"|annulleret|annulleras|annulleres|bericht ingetrokken|melding(?:en)? trukket(?: tilbake)?"
    r"|meldung(?:\s(?:dpa\s)?[a-z]{0,4}[0-9]{2,5})?(?:\s(?:wird|ist|wurde))?(?:\shiermit)?\szurückgezogen)"
    r"[*+/=~#).!:\s-]{0,9}?\s{0,3}(?:\n|$)",
    re.I,
)
"""A line of its own at the head of a message that says nothing but that something is annulled."""
REQUEST = re.compile(
    r"(?:"
    rf"bitte\s{_UNUSED}\ssie\s(?:die|unsere|den|diese[nr]?)\s{_DE}\b[^\n]{{0,200}}?\snicht\b"
    rf"|bitte\s(?:streichen|löschen|annullieren|stornieren)\s(?:sie\s)?(?:die|unsere|den|diese[nr]?)\s{_DE}\b"
    rf"|bitte\s(?:die|unsere|den|diese[nr]?)\s{_DE}\b[^\n]{{0,160}}?\snicht\s(?:mehr\s)?{_UNUSED}\b"
    r"|(?:veuillez|(?:prière|merci)\s(?:de|d['’]))\s?(?:bien\svouloir\s)?(?:annuler|ignorer|supprimer|ne\spas\s(?:utiliser"
    rf"|publier))\s(?:la|notre|cette|les|l['’])\s?{_FR}\b"
    r"|(?:por\sfavor|rogamos|pedimos|solicitamos|se\sruega)(?:\sa\s(?:nuestros|los|todos\slos)\s(?:abonados|clientes"
    r"|suscriptores|medios))?,?(?:\sque)?\s(?:anul(?:en|ar)|elimin(?:en|ar)|ignor(?:en|ar)|no\s(?:utilicen|usen|publiquen))"
    rf"\s(?:la|nuestra|esta|el)\s{_ES}\b"
    r"|(?:si\sprega\sdi\s)?annullare\s(?:la|il|nostra)\s(?:notizia|servizio)\b|si\sprega\sdi\s(?:cancellare|ignorare"
    rf"|non\s(?:utilizzare|usare|pubblicare))\s(?:la|il)\s{_IT}\b"
    r"|(?:solicita-se|pede-se|pedimos|solicitamos|por\sfavor)(?:\sa?os?\s(?:nossos\s)?(?:clientes|assinantes))?,?(?:\sque)?"
    rf"\s(?:anulem|anular|ignorem|eliminem|não\s(?:utilizem|publiquem))\s(?:a|o|esta|nossa)\s{_PT}\b"
    r")",
    re.I,
)
"""Clients are asked to drop a report."""
_ADDRESS = r"(?:[(*\s]{0,4}achtung[^:\n]{0,30}:\s)?"
_SPOKEN_OF = re.compile(
    rf"{_ADDRESS}(?:(?:die|unsere|der|den)\s{_DE}\b[^\n]{{0,200}}?\s(?:zurückgezogen|zu\s(?:streichen|löschen)|entfällt"
    rf"|nicht\s(?:mehr\s|zu\s)?{_UNUSED}|nicht\s(?:mehr\s)?(?:verwendet|veröffentlicht|benutzt)\swerden)\b"
    rf"|(?:la|notre|cette|l['’])\s?{_FR}\b[^\n]{{0,200}}?\sest\s(?:donc\s)?(?:annulée?|retirée?)\b"
    rf"|(?:la|nuestra)\s{_ES}\b[^\n]{{0,200}}?\s(?:queda|ha\ssido)\s(?:anulad|retirad)[oa]\b"
    rf"|(?:a|nossa)\s{_PT}\b[^\n]{{0,200}}?\s(?:fica|foi|é)\s(?:anulad|retirad)[oa]\b)",
    re.I,
)
_NAMED = re.compile(
    r"\b(?:dpa|apa|bsd|kna|epd|afp)\s?[0-9]{2,5}\b|[„«“\"][^\n]{8,200}[“”»\"]|mit dem Titel|unter der Überschrift"
    r"|\bvon heute\b|\bvon [0-9]{1,2}[.:][0-9]{2} Uhr", re.I,
)  # fmt: skip
_SAID = re.compile(
    r"\b(?:sagte|sagt|teilten?|erklärten?|berichteten?|hieß|laut|zufolge|a (?:dit|annoncé|déclaré)|dijo|anunció|disse"
    r"|anunciou)\b",
    re.I,
)
_WHO = r"(?P<{}>[A-Za-zÀ-ÿ]{{2,11}}(?:[ -][A-Z][A-Za-z-]+){{0,2}})"
_OWN = re.compile(
    rf"(?:(?:die|der)\s)?{_WHO.format('de')}\s(?:zieht|ziehen|hat|haben)\s(?:hiermit\s)?(?:die|ihre[nr]?|unsere[nr]?|einen?"
    rf"|diese|den)\s{_DE}\b[^\n]{{0,240}}?\szurück(?:gezogen)?\b"
    rf"|(?:l['’]|la\s)?{_WHO.format('fr')}\s(?:annulons|annule|retirons|retire|a\s(?:annulé|retiré))\s(?:sa|la|notre|cette|son"
    rf"|l['’])\s?{_FR}\b"
    rf"|(?:la\s(?:agencia\s)?)?{_WHO.format('es')}\s(?:anula|retira|ha\s(?:anulado|retirado))\s(?:la|su|esta|una)\s{_ES}\b"
    rf"|(?:l['’]|la\s)?{_WHO.format('it')}\s(?:annulla|ritira|ha\s(?:annullato|ritirato))\s(?:la|il|sua|questa|una)\s{_IT}\b"
    rf"|(?:a\s)?{_WHO.format('pt')}\s(?:anula|retira|anulou|retirou)\s(?:a|sua|esta|uma)\s{_PT}\b",
    re.I,
)
_WE = ("wir", "nous")
FOR_NOW = re.compile(r"\bvorerst\b|\bbis auf weiteres\b|\bjusqu['’]à nouvel ordre\b|\bhasta nuevo aviso\b", re.I)
"""Words that make a hold of a kill."""
_ADDRESSED = re.compile(_ADDRESS, re.I)


def asks_to_annul(passage: str, sender: str | None) -> bool:
    """True where a passage asks to drop a report, or says that the sender, where it is known, has withdrawn its own."""
    if FOR_NOW.search(passage):
        return False
    if _requested(passage):
        return True
    spoken = _SPOKEN_OF.match(passage)
    if spoken:
        return bool(_NAMED.search(passage[: spoken.end()])) and not _SAID.search(passage)
    own = _OWN.match(passage)
    if own is None:
        return False
    who = next(filter(None, own.groupdict().values()))
    named = usual_name(who)
    return who.lower() in _WE or (named is not None and sender in (None, named))


def asks_to_wait(passage: str) -> bool:
    """True where a passage asks not to use a report for the time being."""
    return FOR_NOW.search(passage) is not None and _requested(passage)


def _requested(passage: str) -> bool:
    addressed = _ADDRESSED.match(passage)
    return bool(REQUEST.match(passage, addressed.end() if addressed else 0))
