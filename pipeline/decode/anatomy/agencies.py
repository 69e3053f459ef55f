"""Agencies: the names that copy prints, and their usual spelling."""

from __future__ import annotations

import re

from pipeline.decode.words import phrases

_USUAL = phrases(
    "Reuters|AP|AFP|dpa|Xinhua|TASS|UPI|EFE|ANSA|PTI|ANI|IANS|Yonhap|Kyodo|APA|ATS|SDA|Interfax|Bernama|Antara|"
    "AAP|PA|CP|NTB|TT|ANP|Belga|Lusa|MENA|SPA|KUNA|QNA|WAM|IRNA|ISNA|Anadolu|AA|RIA Novosti|Sputnik|UNI|APP|BSS|"
    "CNA|KCNA|Jiji|PAP|CTK|MTI|STT|Ritzau|Bloomberg|IPS|CNS|SAPA|NAN|VNA|TNA|PNA|Agerpres|BTA|HINA|Tanjug|STA|"
    "BNS|LETA|ELTA|Ukrinform|BelTA|Europa Press|Telam|Notimex|PRNewswire|Business Wire|GLOBE NEWSWIRE|IFR|SID|"
    "KNA|epd|AGI|Adnkronos"
)
_BY_NAME = {name.lower(): name for name in _USUAL} | {
    "reuter": "Reuters", "associated press": "AP", "the associated press": "AP", "agence france-presse": "AFP",
    "agence france presse": "AFP", "itar-tass": "TASS", "deutsche presse-agentur": "dpa", "press trust of india": "PTI",
    "canadian press": "CP", "the canadian press": "CP", "press association": "PA", "kyodo news": "Kyodo",
    "anadolu agency": "Anadolu", "thomson reuters": "Reuters", "xinhua news agency": "Xinhua", "ria": "RIA Novosti",
    "united press international": "UPI", "thomson reuters foundation": "Reuters", "bss/afp": "BSS",
}  # fmt: skip
# Agencies that may close a dateline without a bracket: `OSAKA, Oct. 2 Kyodo -`.
BARE = r"(?:Kyodo|KYODO|Interfax|Reuters?|REUTERS?|TASS|AAP|Bernama|Xinhua|Yonhap)"
_SPLIT = re.compile(r"[\s/,-]+")


def usual_name(printed: str) -> str | None:
    """The usual spelling of an agency's printed name (`ats afp`, `Reuters Breakingviews`, `dpa/lno`), or None."""
    whole = " ".join(printed.split()).lower()
    if whole in _BY_NAME:
        return _BY_NAME[whole]
    words = [word for word in _SPLIT.split(whole) if word]
    if words[:1] and words[0] in _BY_NAME and len(words) <= 4:
        return _BY_NAME[words[0]]
    if words[:2] == ["thomson", "reuters"]:
        return "Reuters"
    return None
