"""Agencies: the names that copy prints, and their usual spelling."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.decode.words import phrases, words

_USUAL = phrases(
    "Reuters|AP|AFP|dpa|Xinhua|TASS|UPI|EFE|ANSA|PTI|ANI|IANS|Yonhap|Kyodo|APA|ATS|SDA|Interfax|Bernama|Antara|"
    "AAP|PA|CP|NTB|TT|ANP|Belga|Lusa|MENA|SPA|KUNA|QNA|WAM|IRNA|ISNA|Anadolu|AA|RIA Novosti|Sputnik|UNI|APP|BSS|"
    "CNA|KCNA|Jiji|PAP|CTK|MTI|STT|Ritzau|Bloomberg|IPS|CNS|SAPA|NAN|VNA|TNA|PNA|Agerpres|BTA|HINA|Tanjug|STA|"
    "BNS|LETA|ELTA|Ukrinform|BelTA|Europa Press|Télam|Notimex|PRNewswire|Business Wire|GLOBE NEWSWIRE|IFR|SID|"
    "KNA|epd|AGI|Adnkronos|askanews|LaPresse|Italpress|ABI|AVN|Prensa Latina|TASR|ATA|MIA|FENA|Montsame|Kabar|"
    "AZERTAC|Kazinform|Trend|UNIAN|MNA|Tasnim|FNA|Petra|BNA|SANA|WAFA|Ma'an|NNA|JTA|INA|UNB|RSS|VNS|AKP|KPL|NZPA|GNA|"
    "APS|MAP|TAP|FBC|ENA|SUNA|PANA|IRIN|ANGOP|Dow Jones|CNN|MarketWatch|Zenit|CNW|APO Group|Marketwired|ACCESSWIRE|"
    "dts|RNS|CMC|Agência Brasil|Bakhtar|Pajhwok|KazTAG|BIRN|AWP|CBS|NBC|CBC|NPR"
)
_BY_NAME = {name.lower(): name for name in _USUAL} | {
    "reuter": "Reuters", "associated press": "AP", "the associated press": "AP", "agence france-presse": "AFP",
    "agence france presse": "AFP", "itar-tass": "TASS", "deutsche presse-agentur": "dpa", "press trust of india": "PTI",
    "canadian press": "CP", "the canadian press": "CP", "press association": "PA", "pa media": "PA",
    "kyodo news": "Kyodo", "xinhuanet": "Xinhua", "anadolu agency": "Anadolu", "aa": "Anadolu",
    "australian associated press": "AAP", "thomson reuters": "Reuters", "xinhua news agency": "Xinhua",
    "ria": "RIA Novosti", "united press international": "UPI", "thomson reuters foundation": "Reuters",
    "globenewswire": "GLOBE NEWSWIRE", "businesswire": "Business Wire", "telam": "Télam",
    "jiji press": "Jiji", "zenit.org": "Zenit", "keystone-sda": "SDA", "keystone": "SDA", "hina": "HINA",
    "the press trust of india": "PTI", "yonhap news agency": "Yonhap", "agencia efe": "EFE", "efe-epa": "EFE",
    "čtk": "CTK", "美國商業資訊": "Business Wire", "美国商业资讯": "Business Wire", "austria presse agentur": "APA",
    "keystone-ats": "ATS", "ansamed": "ANSA", "dpa-afx": "dpa", "agência lusa": "Lusa", "тасс": "TASS",
    "риа новости": "RIA Novosti", "интерфакс": "Interfax", "the press association": "PA",
    "pa news agency": "PA", "reuters news": "Reuters", "newsfile corp.": "Newsfile",
}  # fmt: skip
FIRST_WORDS = frozenset(word for name in _BY_NAME for word in (name.split(" ")[0], re.split(r"\W", name)[0]))
"""With which an agency's name begins, in small letters."""
_IN_LOWER_CASE = words(
    "dpa ats sda afp apa epd dts askanews efe ansa ap kna sid rtr reuters ritzau belga anp lusa ntb tt awp"
)
"""Agencies that print their names in small letters; to any other, small letters are just a word (`map`)."""
_NAKED_NAMES = (
    "REUTERS?|Reuters?|Kyodo|KYODO|SAPA|Sapa|Interfax|TASS|AAP|NZPA|Bernama|BERNAMA|Xinhua|XINHUA|Yonhap|YONHAP|IRNA|SPA|SANA"
    "|GNA|BNS|KAZINFORM|AZERTAC|UNIAN|STT|QNA|WAM|EFE|AFP|AP|UPI|PTI|ANSA|dpa|APA|NAN|KUNA|PNA|MENA|Trend"
    "|RIA Novosti|РИА Новости|ИНТЕРФАКС"
)
BARE = rf"(?:{_NAKED_NAMES})"
"""Agencies that close a dateline without a bracket: `OSAKA, Oct. 2 Kyodo -`."""
BEHIND_DASH = r"(?:RIA Novosti|РИА Новости)"
"""Those that stand behind its dash: `MOSCOW, 5 March - RIA Novosti.`"""
_SPLIT = re.compile(r"[\s/,-]+")


@lru_cache(maxsize=256)
def usual_name(printed: str) -> str | None:
    """The usual spelling of an agency's printed name (`ats afp`, `Reuters Breakingviews`, `dpa/lno`), or None."""
    name = " ".join(printed.split())
    found = [word for word in _SPLIT.split(name) if word]
    if not found or (found[0].islower() and found[0] not in _IN_LOWER_CASE):
        return None
    whole = exact_name(name)
    if whole or len(found) > 4:
        return whole
    if "press corps" in name.lower():
        return exact_name(found[-1])
    first, two = exact_name(found[0]), exact_name(" ".join(found[:2]))
    return first if first and (found[0] == first or found[0].isupper() or found[0].islower()) else two


def exact_name(printed: str) -> str | None:
    """The usual spelling where `printed` is an agency's name and nothing more: `Petra`, but not `Petra Lind`."""
    return _BY_NAME.get(printed.lower())
