"""NITF: what is read of head and body, agencies' variants, what is broken or hostile."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story
from pipeline.supplier import UNKNOWN, Supplier

HEADLINE = "Ferry runs aground off Gotland"
COPY = "<p>A ferry ran aground off Gotland on Friday with 212 people on board.</p><p>Nobody was hurt, police said.</p>"
TEXT = "A ferry ran aground off Gotland on Friday with 212 people on board.\n\nNobody was hurt, police said."


def parts(value: str | bytes, supplier: Supplier = UNKNOWN) -> tuple[Story | Failure, ...]:
    data = value.encode() if isinstance(value, str) else value
    return decode(RawStory(value=data, source="t", sha256=hashlib.sha256(data).hexdigest()), supplier)


def story(value: str | bytes, supplier: Supplier = UNKNOWN) -> Story:
    (part,) = parts(value, supplier)
    assert isinstance(part, Story)
    return part


def nitf(
    copy: str = COPY, *, head: str = "", data: str = "", status: str = "", above: str = "", end: str = "",
    hedline: str = f"<hedline><hl1>{HEADLINE}</hl1></hedline>", attributes: str = "",
) -> str:  # fmt: skip
    management = f' management-status="{status}"' if status else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><nitf version="-//IPTC//DTD NITF 3.4//EN"{attributes}>'
        f"<head>{head}<docdata{management}>{data}</docdata></head>"
        f"<body><body.head>{hedline}{above}</body.head><body.content>{copy}</body.content>"
        f"<body.end>{end}</body.end></body></nitf>"
    )


def notes(found: Story) -> list[tuple[str, str]]:
    return [(note.kind, note.text) for note in found.notes]


@pytest.mark.parametrize(
    ("element", "kind", "note"),
    [
        ('<correction info="Corrects age"/>', "correction", ("correction", "Corrects age")),
        ('<correction info="Age in third paragraph" id-string="b51e77"/>', "correction",
         ("correction", "Age in third paragraph")),
        ('<correction id-string="b51e77" regsrc="AP"/>', "correction", ("correction", "b51e77")),
        ('<correction info=""/>', "story", None),
        ('<correction info="none"/>', "story", None),
        ("<correction/>", "story", None),
    ],
)  # fmt: skip
def test_a_correction(element: str, kind: str, note: tuple[str, str] | None) -> None:
    found = story(nitf(data=f'{element}<date.issue norm="20240503T143000Z"/>'))
    assert (found.lifecycle.kind, found.headline) == (kind, HEADLINE)
    assert notes(found) == ([note] if note else [])


def test_a_whole_document() -> None:
    found = story(
        nitf(
            head='<title>ferry</title><tobject tobject.type="News">'
            '<tobject.property tobject.property.type="Current"/><tobject.subject tobject.subject.ipr="IPTC" '
            'tobject.subject.refnum="03010000" tobject.subject.type="Disaster" tobject.subject.matter="Transport"/>'
            "</tobject>",
            data='<doc-id regsrc="AP" id-string="b51e77"/><urgency ed-urg="4"/><date.issue norm="20240503T143000Z"/>'
            '<key-list><keyword key="ferry"/><keyword key="Gotland"/></key-list><ed-msg info="Adds quotes."/>',
            above="<byline>By ANA LIMA<byttl>AP Marine Writer</byttl></byline><distributor>The Associated Press"
            "</distributor><dateline><location>VISBY, Sweden</location></dateline>",
            copy=f"<block id='Main'>{COPY.replace('<p>A ferry', '<p>VISBY, Sweden (AP) — A ferry')}</block>",
            attributes=' baselang="en-US"',
        )
    )
    assert (found.headline, found.text, found.agency) == (HEADLINE, TEXT, "AP")
    assert found.dateline is not None
    assert (found.dateline.text, found.dateline.places) == ("VISBY, Sweden (AP) —", ("VISBY",))
    assert found.byline == ("ANA LIMA",)
    assert notes(found) == [("editor_note", "Adds quotes."), ("byline", "By ANA LIMA AP Marine Writer")]
    assert [(code.scheme, code.code, code.name) for code in found.subjects] == [("IPTC", "03010000", "Transport")]
    assert [code.code for code in found.categories] == ["News", "Current"]
    assert (found.urgency, found.keywords, found.language) == (4, ("ferry", "Gotland"), "en-US")
    assert found.times.version_created == datetime(2024, 5, 3, 14, 30, tzinfo=UTC)
    assert (found.times.first_created, found.status, found.lifecycle.kind) == (None, "usable", "update")
    assert [ref.value for ref in found.refs if ref.kind == "guid"] == ["b51e77"]
    assert (found.source.format, found.issues) == ("nitf", ())


VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    "AP: the first headline again, no identifier, an agency for a byline": (
        nitf(
            data='<doc-id regsrc="AP"/><date.issue norm="20240503T143000Z"/>',
            hedline=f'<hedline><hl1 id="headline">{HEADLINE}</hl1><hl2 id="originalHeadline">Ferry aground</hl2>'
            "</hedline>",
            above="<byline>By The Associated Press</byline><distributor>The Associated Press</distributor>",
        ),
        {"agency": "AP", "subheadline": None, "byline": (), "headline": HEADLINE, "text": TEXT},
    ),
    "AP inside G2: headline for hedline": (
        nitf(hedline=f"<headline><hl1>{HEADLINE}</hl1></headline>"), {"headline": HEADLINE}
    ),
    "AAP: slug and category in meta, lines that break, an initial indent": (
        nitf(
            "<p>   A ferry ran aground off Gotland on Friday <br />\nwith 212 people on board.</p><p/><p/>"
            "<p>   Nobody was hurt, police said.</p>",
            head='<meta name="anpa-category" content="i"/><meta name="anpa-keyword" content="Ferry Gotland"/>'
            '<meta name="anpa-takekey" content=""/>',
            data='<doc-id id-string="AAP.118.5417"/><doc.copyright year="2024" holder="Australian Associated Press"/>',
        ),
        {"slug": "Ferry Gotland", "agency": "AAP", "text": TEXT},
    ),
    "PA: a title that is a slug, the abstract of the opening, an end mark": (
        nitf(
            f"{COPY}<p>ends</p>",
            head="<title>1 SEA Ferry</title>",
            data='<du-key key="PA-SEA-Ferry"/><doc-id id-string="4a82-HHH-1"/><doc-scope scope="SEA"/>'
            '<del-list><from-src src-name="PA" level-number="1"/></del-list><ed-msg info=""/>'
            '<doc.copyright holder="Press Association" year="2024"/>',
            above="<byline>By Sam Roe, Press Association Marine Correspondent</byline>"
            "<abstract><p>A ferry ran aground off Gotland on Friday</p></abstract>",
        ),
        {"agency": "PA", "headline": HEADLINE, "byline": ("Sam Roe",), "text": TEXT},
    ),
    "EFE: a machine's time in the dateline, initials for a byline": (
        nitf(
            COPY.replace("<p>A ferry", "<p>Visby (Suecia), 3 may (EFE).- A ferry"),
            data='<evloc city="Visby" iso-cc="SWE"/><doc-id id-string="22751909"/>',
            above="<byline>gr/bp</byline><distributor>Agencia EFE</distributor><rights><rights.owner>Agencia EFE"
            "</rights.owner></rights><dateline><story.date norm='20240503T143000+0000'>20240503T143000+0000"
            "</story.date></dateline>",
        ),
        {"agency": "EFE", "byline": ()},
    ),
    "NTB: agencies for a byline, the number of the version behind the identifier": (
        nitf(
            head='<meta name="NTBID" content="NTB5df9"/><meta name="NTBStikkord" content="ferge-gotland"/>',
            data='<doc-id id-string="NTB5df9_02" regsrc="NTB"/><du-key key="ferge-gotland" version="3"/>',
            above="<byline>NTB-AFP-DPA</byline><distributor><org>NTB</org></distributor><dateline>Visby</dateline>",
            attributes=' baselang="nb-NO"',
        ),
        {"agency": "NTB", "byline": (), "slug": "ferge-gotland", "language": "nb-NO"},
    ),
    "ANSA: everything on lines of its own": (
        nitf(
            "<lang lang='it'/><block><img source='1.jpg'/><p>\n   <!-- Text -->\n   A ferry ran aground off Gotland\n"
            "   on Friday with 212 people on board.\n   </p></block>",
            hedline=f"<hedline><hl1>\n  <!-- Title -->\n  {HEADLINE}\n</hl1></hedline>",
            above="<distributor><org>\n<!-- Agency -->\nANSA\n</org></distributor>",
        ),
        {"agency": "ANSA", "headline": HEADLINE, "text": TEXT.split("\n")[0]},
    ),
    "Ritzau: a sub-headline, places in brackets after the headline": (
        nitf(
            hedline=f"<hedline><hl1>{HEADLINE}</hl1><hl2>Captain was asleep</hl2></hedline>",
            data='<doc-id regsrc="ritzau.dk" id-string="20240503:RTZ:8883:0"/>',
        ),
        {"agency": "Ritzau", "subheadline": "Captain was asleep"},
    ),
    "2.x: a document type that is not read": (
        nitf().replace("<nitf", '<!DOCTYPE nitf SYSTEM "nitf-2-5.dtd"><nitf', 1), {"headline": HEADLINE, "text": TEXT}
    ),
    "a namespace with a prefix": (
        nitf().replace("<", "<n:").replace("<n:/", "</n:").replace("<n:?", "<?")
        .replace("<n:nitf", '<n:nitf xmlns:n="http://iptc.org/std/NITF/2006-10-18/"', 1),
        {"headline": HEADLINE, "text": TEXT},
    ),
    "names in capitals": (
        nitf().replace("hl1>", "HL1>").replace("<p>", "<P>").replace("</p>", "</P>").replace("hedline", "HEDLINE"),
        {"headline": HEADLINE, "text": TEXT},
    ),
    "a body in a section of data": (
        nitf(f"<![CDATA[{COPY}]]>"), {"text": TEXT}
    ),
    "no headline but the title": (nitf(hedline="", head=f"<title>{HEADLINE}</title>"), {"headline": HEADLINE}),
    "the headline again as the first paragraph": (nitf(f"<p>{HEADLINE}</p>{COPY}"), {"text": TEXT}),
    "an abstract and nothing else": (
        nitf("", above="<abstract><p>Nobody was hurt.</p></abstract>"), {"text": "Nobody was hurt.", "notes": ()}
    ),
    "a person marked as such": (
        nitf(above="<byline>By <person>Ana Lima</person> and <person>Rui Reis</person></byline>"),
        {"byline": ("Ana Lima", "Rui Reis"), "notes": ()},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_agencies_variants(name: str) -> None:
    value, wanted = VARIANTS[name]
    found = story(value)
    assert {key: getattr(found, key) for key in wanted} == wanted


def test_the_sender_numbers_its_versions() -> None:
    head = '<meta name="NTBID" content="NTB5df9"/>'
    first, second = (story(nitf(head=head, data=f'<doc-id id-string="NTB5df9_{n}"/>')) for n in ("01", "02"))
    assert first.id == second.id
    assert first.version < second.version
    assert [ref.value for ref in second.refs if ref.kind == "guid"] == ["NTB5df9"]


def test_notes_of_the_head_and_the_end() -> None:
    found = story(
        nitf(
            above='<note noteclass="editorsnote"><body.content><p>With a map.</p></body.content></note>'
            '<note noteclass="cpyrt"><body.content><p>Not for resale.</p></body.content></note>'
            "<abstract>Gale warnings were out.</abstract>",
            end='<tagline><a href="mailto:desk@example.org">desk@example.org</a></tagline>',
        )
    )
    assert notes(found) == [
        ("editor_note", "With a map."),
        ("rights", "Not for resale."),
        ("abstract", "Gale warnings were out."),
        ("contact", "desk@example.org"),
    ]
    assert found.text == TEXT


def test_pictures_and_tables() -> None:
    found = story(
        nitf(
            f"{COPY}<media media-type='image'><media-reference source='1.jpg'/><media-caption>The ferry on the rocks."
            "</media-caption><media-producer>Rui Reis/TT</media-producer></media><hl2>Earlier accidents</hl2>"
            "<table><tr><th>Year</th><th>Ship</th></tr><tr><td>2019</td><td>Olivia</td></tr></table>"
            "<ul><li>Olivia sank</li></ul>"
        )
    )
    assert found.text == f"{TEXT}\n\nEarlier accidents\n\nYear   Ship\n2019   Olivia\n\n* Olivia sank"
    assert [(caption.text, caption.photographer) for caption in found.captions] == [
        ("The ferry on the rocks.", "Rui Reis")
    ]


ISSUE, RELEASE = '<date.issue norm="20240503T120000Z"/>', '<date.release norm="{}"/>'


@pytest.mark.parametrize(
    ("data", "status", "wanted", "until"),
    [
        (ISSUE, "usable", "usable", None),
        (ISSUE, "withheld", "withheld", None),
        (ISSUE, "embargoed", "withheld", None),
        (ISSUE + RELEASE.format("20240504T000100+0200"), "", "withheld", "2024-05-03T22:01:00Z"),
        (ISSUE + RELEASE.format("20240504T000100+0200"), "embargoed", "withheld", "2024-05-03T22:01:00Z"),
        (ISSUE + RELEASE.format("20240503T120000Z"), "", "usable", None),
        (ISSUE + RELEASE.format("20240502T120000Z"), "embargoed", "usable", None),
        ('<date.issue norm="20240503"/>' + RELEASE.format("20240504T000100Z"), "", "withheld", "2024-05-04T00:01:00Z"),
        ('<date.issue norm="20240503"/>' + RELEASE.format("20240502T000100Z"), "", "usable", None),
        (RELEASE.format("20240502T000100Z"), "", "usable", None),
        (ISSUE + '<ed-msg info="Embargoed to 0001 Saturday May 4"/>', "", "withheld", None),
    ],
)
def test_status_and_embargo(data: str, status: str, wanted: str, until: str | None) -> None:
    found = story(nitf(data=data, status=status))
    assert found.status == wanted
    assert found.model_dump(mode="json")["times"]["embargo_until"] == until
    assert found.text == TEXT


def test_a_canceled_document_leaves_a_tombstone() -> None:
    data = '<doc-id id-string="k2"/><date.issue norm="20240503T143000Z"/><ed-msg info="Please kill."/>'
    whole = nitf(data=data).replace("<docdata", '<docdata management-status="canceled" management-doc-idref="b51e77"')
    found = story(whole)
    assert (found.status, found.headline, found.text) == ("canceled", None, "")
    assert [(ref.kind, ref.value, ref.role) for ref in found.refs] == [("guid", "b51e77", "kills")]
    assert found.id == story(nitf(data='<doc-id id-string="b51e77"/>')).id


@pytest.mark.parametrize(
    ("norm", "wanted"),
    [
        ("20240503T143000Z", "2024-05-03T14:30:00Z"),
        ("20240503T143000+0200", "2024-05-03T12:30:00Z"),
        ("2024-05-03T14:30:00-05:00", "2024-05-03T19:30:00Z"),
        ("20240503T143000", None),
        ("20240503", None),
        ("yesterday", None),
        ("99999999T999999Z", None),
        ("", None),
    ],
)
def test_dates(norm: str, wanted: str | None) -> None:
    found = story(nitf(data=f'<date.issue norm="{norm}"/>'))
    assert found.model_dump(mode="json")["times"]["version_created"] == wanted


def test_a_time_without_a_zone_is_the_suppliers() -> None:
    found = story(nitf(data='<date.issue norm="20240503T143000"/>'), Supplier(time_zone=ZoneInfo("Europe/Oslo")))
    assert found.times.version_created == datetime(2024, 5, 3, 12, 30, tzinfo=UTC)


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    cut = nitf()[: nitf().index("police said") + 6]
    found = story(cut)
    assert (
        found.text == "A ferry ran aground off Gotland on Friday with 212 people on board.\n\nNobody was hurt, police"
    )
    assert [issue.code for issue in found.issues] == ["markup_broken"]
    assert found.steps["decode"].status == "partial"
    unclosed = story(nitf(COPY.replace("</p>", "", 1)))
    assert (unclosed.text, unclosed.headline) == (TEXT, HEADLINE)


def test_hostile_entities() -> None:
    bomb = "<!DOCTYPE nitf [" + '<!ENTITY a "x"><!ENTITY b "yyyy">' + '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
    found = story(nitf(f"{COPY}<p>&b; &c;</p>").replace("<nitf", f"{bomb}<nitf", 1))
    assert found.text == f"{TEXT}\n\n&b; &c;"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("<nitf/>", "no_story"),
        ("<nitf><body><body.content/></body></nitf>", "no_story"),
        ("<?xml version='1.0'?><nitf>" + "<body>" * 100_000, "no_story"),
        (nitf("", hedline=""), "no_story"),
    ],
)
def test_what_is_no_story(value: str, code: str) -> None:
    (part,) = parts(value)
    assert isinstance(part, Failure)
    assert part.code == code


def test_many_elements() -> None:
    found = story(nitf("<p>One.</p>" * 20_000 + "<p><em/></p>" * 20_000))
    assert found.text.count("One.") == 20_000


def test_several_documents_in_one() -> None:
    two = f"<batch>{nitf().partition('?>')[2]}{nitf().partition('?>')[2].replace(HEADLINE, 'Ferry is free')}</batch>"
    found = decode(RawStory(value=two.encode(), source="t", sha256="0", format="nitf"))
    assert [part.headline for part in found if isinstance(part, Story)] == [HEADLINE, "Ferry is free"]
