"""Is it a place as datelines name one? Places that stand in a dateline alone, and words that stand where one would.

The list decides only where a dateline has neither agency nor day nor region (`ISLAMABAD: …`).
"""

from __future__ import annotations

import re

from pipeline.decode.words import phrases, words

_KNOWN = phrases(
    "abidjan|abu dhabi|abuja|accra|addis ababa|aden|adelaide|ahmedabad|aleppo|alexandria|algiers|almaty|amman"
    "|amsterdam|"
    "anchorage|ankara|antananarivo|antwerp|ashgabat|asmara|astana|asuncion|athens|atlanta|auckland|austin|baghdad|baku|"
    "bali|baltimore|bamako|bandar seri begawan|bangalore|bangkok|bangui|banjul|barcelona|basel|basra|beijing|beirut|"
    "belfast|belgrade|belmopan|bengaluru|benghazi|berlin|bern|berne|bethlehem|bhopal|bilbao|birmingham|bishkek|bissau|"
    "bogota|bogotá|bombay|bonn|boston|brasilia|brasília|bratislava|brazzaville|bridgetown|brisbane|brussels|bucharest|"
    "budapest|buenos aires|bujumbura|cairo|calcutta|calgary|canberra|cape town|caracas|cardiff|casablanca|cebu"
    "|charlotte|"
    "chennai|chicago|chisinau|cincinnati|cleveland|cologne|colombo|conakry|copenhagen|cuzco|dakar|dallas|damascus|"
    "dar es salaam|darwin|davos|delhi|denver|detroit|dhaka|dili|djakarta|djibouti|dodoma|doha|dortmund|dubai|dublin"
    "|durban|dushanbe|düsseldorf|duesseldorf|edinburgh|edmonton|erbil|faisalabad|florence|frankfurt|freetown|fukushima"
    "|gaborone|"
    "gaza|gaza city|gdansk|geneva|genoa|georgetown|glasgow|goma|guangzhou|guatemala city|guayaquil|guwahati|halifax"
    "|hamburg|"
    "hanoi|hanover|harare|hargeisa|havana|hebron|helsinki|hiroshima|ho chi minh city|hobart|hong kong|honiara|honolulu|"
    "houston|hyderabad|indianapolis|innsbruck|islamabad|istanbul|izmir|jaipur|jakarta|jammu|jeddah|jerusalem"
    "|johannesburg|"
    "juba|kabul|kampala|kandahar|kano|karachi|kathmandu|khartoum|kiev|kigali|kingston|kinshasa|kirkuk|kochi|kolkata|"
    "kuala lumpur|kuwait|kuwait city|kyiv|kyoto|la paz|lagos|lahore|las vegas|lausanne|leipzig|libreville|lille"
    "|lilongwe|"
    "lima|lisbon|liverpool|ljubljana|lome|london|los angeles|luanda|lucknow|lusaka|luxembourg|lviv|lyon|macau|madras|"
    "madrid|majuro|malabo|male|managua|manama|manchester|manila|maputo|mariupol|marrakesh|marseille|maseru|mbabane"
    "|mecca|medellin|melbourne|mexico city|miami|milan|milwaukee|minneapolis|minsk|mogadishu|mombasa|monaco|monrovia"
    "|montevideo|"
    "montreal|moroni|moscow|mosul|mumbai|munich|muscat|nablus|nagasaki|nagpur|nairobi|naples|nassau|naypyitaw|ndjamena|"
    "n'djamena|new delhi|new orleans|new york|niamey|nice|nicosia|nouakchott|noumea|novosibirsk|nuuk|odesa|odessa|"
    "oklahoma city|osaka|oslo|ottawa|ouagadougou|palermo|panama city|paramaribo|paris|patna|perth|peshawar"
    "|philadelphia|"
    "phnom penh|phoenix|pittsburgh|podgorica|port louis|port moresby|port of spain|port-au-prince|port vila|porto|"
    "porto-novo|portland|prague|praia|pretoria|pristina|pune|pyongyang|quebec|quebec city|quetta|quito|rabat|ramallah|"
    "rangoon|rawalpindi|regina|reykjavik|riga|rio de janeiro|riyadh|rome|rostov-on-don|rotterdam|sacramento|"
    "salt lake city|salvador|san antonio|san diego|san francisco|san jose|san juan|san salvador|sana'a|sanaa|sanaʽa|"
    "santiago|santo domingo|sao paulo|são paulo|sarajevo|sderot|seattle|seoul|seville|shanghai|sharjah|shenzhen|shimla|"
    "singapore|skopje|sofia|srinagar|st. louis|st. petersburg|st. paul|stockholm|strasbourg|stuttgart|suva|sydney"
    "|taipei|"
    "tallinn|tampa|tashkent|tbilisi|tegucigalpa|tehran|tel aviv|the hague|thimphu|tirana|tokyo|toronto|tripoli|tunis|"
    "turin|u.n. headquarters|ulaanbaatar|ulan bator|united nations|vaduz|valencia|valletta|vancouver|vatican city"
    "|venice|"
    "vientiane|vienna|victoria|vilnius|vladivostok|warsaw|washington|wellington|windhoek|winnipeg|wuhan|yangon|yaounde|"
    "yerevan|zagreb|zurich|zürich"
)
_LABELS = words(
    "adds advance advertisement advisory alert alerts analysis announcement archery athletics attention audio "
    "background badminton baseball basketball biathlon bobsleigh bonds books boxing breaking brief briefs bulletin "
    "business calendar caption cartoon ceo chart charts chess chronology clarification column commentary comment "
    "comments commodities contact copper corn correct corrected correction corrections cricket culture currencies "
    "curling cycling data dateline debt deaths debate details developing diary digest diving documents editorial "
    "editors embargo energy entertainment equities essay events exclusive expected explained explainer extra factbox "
    "facts fairs fashion feature features fencing figures file filler film final financials flash focus football "
    "forecast forex free full futures gallery gold golf grains graphic graphics gymnastics handball handout "
    "headline headlines health highlights hockey hold home image images in inside insight instant interest interview "
    "judo just kill killed last latest lead letter letters lifestyle list live look lottery markets media men memo "
    "metals "
    "money moody's motor motorcycling movies music netball newsbreak newsmaker news note notes notice obituary oil "
    "olympics on opinion opinions origin page part photo photos picture pictures plus podcast poll polls post precious "
    "press preview previews prices profile programme promo pts q&a question questions quote quotes rally ranking "
    "rankings "
    "rates read recap record records refile related release repeat replay report reports result results review reviews "
    "roundup rowing rpt rugby sailing schedule schedules scoreboard scores section see server sheet shipping shooting "
    "sic skating ski skiing slideshow snapshot soccer softball source sources soybeans special sport sports squash "
    "standings "
    "standing statement stats statistics status stocks story style sub subject sugar summary surfing survey swimming "
    "table "
    "tables take technology tennis test text the timeline tip tips title today top topic topics transcript travel "
    "trends "
    "triathlon tv update updated updates urgent video videos view views volleyball votes warning watch water weather "
    "weightlifting wheat who why withdrawn women world wrap wrapup wrestling writethru yesterday "
    "monday tuesday wednesday thursday friday saturday sunday"
)
"""Words that a headline, a table or a note puts where a dateline has its place."""
_COMPANY = re.compile(r"\b(?:INC|CORP|CO|LTD|PLC|LLC|SA|AG|NV|SE|GMBH|GROUP|HOLDINGS?|BANK|IBM)\b", re.I)
_STATE = re.compile(
    r"(?<=[A-Za-z.])\s(?P<state>D\.?C\.?|[NSW]\.[A-Z]\.|B\.C\.|P\.E\.I\.|R\.I\.|(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del"
    r"|Fla|Ga|Ill|Ind"
    r"|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Vt|Va|Wash|Wis|Wyo|Ont|Que|Alta|Man|Sask"
    r"|Nfld)\.)$"
)
_CANTON = re.compile(r"(?<=[a-zà-ÿ])\s(?P<state>[A-Z]{2})$")
_WORD = re.compile(r"[^\W\d_]+")
_NO_PLACE = words(
    "the a an he she it they in on at according but and we i this that these those his her its our for from with by as "
    "if when while after before since what who how why note to there one two three monday tuesday wednesday thursday "
    "friday saturday sunday mr mrs ms dr sir lord president minister agency reporting editing writing dear copyright "
    "update updated published posted photo photos video file"
)
_SMALL = words(
    "de la le del di da do du des of the el al and y und an am den der upon on aux les sur et in near aboard bei a to "
    "dos das e och og en a.m route board ob im auf vorm zum zur a.d v.d i.d i"
)
_ARTICLES = ("A", "As", "The")
"""They begin a place where agency and day leave no doubt (`A Coruña, 4 mar (EFE).-`)."""
_DUTCH = re.compile(r"['’][sStT][ -](?=[A-Z])")
"""`'s-Hertogenbosch`, `'t Harde`"""
_ELIDED = re.compile(r"[dl]['’](?=[^\W\d_a-zß-ÿ])")
"""`Sant Joan d'Alacant`"""
_AND = re.compile(r"\s(?:and|und|et|y|e|og|och|en|&)\s")
_WITH_SLASH = re.compile(r"(?:Frankfurt|FRANKFURT)\s?/\s?(?:Main|Oder|M\.|MAIN|ODER)$")
_DASH_BETWEEN = re.compile(r"\s[-–—]|[-–—]\s")
_NEVER = frozenset('"“”;:!?<>*=+$%&@#|()[]')
LONGEST = 50


def places_of(text: str) -> tuple[str, ...]:
    """`LONDON/PARIS`, `NEW YORK and LONDON` → the places; empty where there are none or too many."""
    if _WITH_SLASH.match(text):
        return (text,)
    places = [_bare(place) for part in text.split("/") for place in _AND.split(part) if place.strip(" .")]
    return tuple(places) if len(places) <= 6 and all(places) else ()


def without_state(place: str) -> tuple[str, str | None]:
    """`WASHINGTON D.C.` → `WASHINGTON`, `D.C.`; `Brigue VS` → `Brigue`, `VS`"""
    found = _STATE.search(place) or _CANTON.search(place)
    return (place[: found.start()], found["state"]) if found else (place, None)


def is_place(place: str, *, sure: bool, dated: bool) -> bool:
    """True for what looks like a place; `sure` where an agency leaves little doubt, `dated` where a day does."""
    dutch = _DUTCH.match(place)
    place = place[dutch.end() :] if dutch else place
    found = _WORD.findall(place)
    if not found or len(place) > LONGEST or len(found) > 9 or _NEVER.intersection(place):
        return False
    if any(map(str.isdigit, place)) or not place[0].isalpha() or _DASH_BETWEEN.search(place):
        return False
    if in_capitals(place):
        return (len(found) <= 7 or found[0] in ("ABOARD", "ON", "EN")) if sure or dated else len(found) <= 4
    article = found[0] in _ARTICLES and (is_known(place) or (sure and dated))
    if (found[0].lower() in _NO_PLACE and not article) or not (sure or dated):
        return False
    if dated and place.islower() and len(found) <= 3:
        return True
    lower = sum(_is_small(word) and word.lower().strip(".") not in _SMALL for word in place.split())
    slips = 1 if dated and len(found) <= 2 and not article else 0
    return len(found) <= 6 and lower <= slips and found[0][0].isupper()


def _is_small(word: str) -> bool:
    return word[0].islower() and not _ELIDED.match(word)


def is_region(part: str, *, slips: bool = False) -> bool:
    """True for a state, a province or a country as it stands behind a place; `slips`: one small letter may be wrong."""
    found = _WORD.findall(part)
    return (
        bool(found) and len(found) <= 5 and len(part) <= 45 and not any(map(str.isdigit, part))
        and (found[0][0].isupper() or found[0].lower() in _SMALL)
        and sum(not word[0].isupper() and word.lower() not in _SMALL for word in found) <= slips
    )  # fmt: skip


def in_capitals(place: str) -> bool:
    """True for capitals throughout, but for `Mc`, `d'` and their like."""
    return all(
        word.isupper() or word in ("d", "l", "s", "al", "de", "la") or (word[:2] == "Mc" and word[2:].isupper())
        for word in _WORD.findall(place)
        if len(word) > 1
    )


def is_known(place: str) -> bool:
    return place.lower().replace("’", "'") in _KNOWN


def is_label(place: str) -> bool:
    """True where the words are those of a heading, a sport, a market or a company."""
    low = place.lower().split()
    return bool(low) and (low[0] in _LABELS or low[-1] in _LABELS or bool(_COMPANY.search(place)))


def _bare(place: str) -> str:
    """A place without the full stop of its dateline; one that belongs to an abbreviation stays."""
    text = place.strip()
    return text if "." in text.split(" ")[-1][:-1] else text.strip(" .")
