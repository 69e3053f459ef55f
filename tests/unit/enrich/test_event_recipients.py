from __future__ import annotations

import pytest

from tests.unit.enrich.conftest import Enrich


@pytest.mark.parametrize(
    ("text", "kind", "target", "recipient"),
    [
        ("Syria asked Russia for arms for the Syrian army.", "REQUEST", "Russia", "Syrian army"),
        ("France urged Turkey to send aid to Lebanon.", "REQUEST", "Turkey", "Lebanon"),
        ("Qatar promised Egypt new help for Sudan.", "AGREE", "Egypt", "Sudan"),
        ("Norway gave Jordan $12 million for Syrian refugees.", "AID", "Jordan", "Syrian refugees"),
        ("Norway gave Jordan $12 million for further convoys.", "AID", "Jordan", None),
        ("Norway asked Jordan for help.", "REQUEST", "Jordan", None),
        ("Norway sent food to Jordan.", "AID", "Jordan", None),
        ("France urged Turkey to return to Cyprus.", "REQUEST", "Turkey", None),
    ],
)
def test_for_whom_it_is(enrich: Enrich, text: str, kind: str, target: str, recipient: str | None) -> None:
    event = next(event for event in enrich(text).events if event.type == kind)
    assert [actor.text for actor in event.targets] == [target]
    assert [actor.text for actor in event.recipients] == ([recipient] if recipient else [])
