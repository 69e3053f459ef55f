"""What a whole line of copy is when it is no text: notes to editors, contacts, rights, furniture, sign-offs, people."""

from __future__ import annotations

import pytest

from pipeline.decode.anatomy.captions import caption_of
from pipeline.decode.anatomy.marks import closes, front_kind, is_signoff, note_kind
from pipeline.decode.anatomy.people import byline_of, credits_of, is_credits
from pipeline.decode.words import phrases

KINDS: dict[str, tuple[str, ...]] = {
    "trash_line": (
        "(Adds quotes, background)",
        "(ADDS quotes, background)",
        "(Adds details in para 3; updates death toll)",
        "[Adds minister's comment]",
        "(Updates with close of trade)",
        "(Recasts, adds quotes)",
        "(Rewrites throughout after vote)",
        "(Writes through)",
        "(Wraps up)",
        "(Releads with vote, adds quotes)",
        "(New throughout, adds dateline)",
        "(New headline, adds quotes)",
        "(Updates prices, adds dateline; previous LISBON)",
        "(Inserts dropped word in paragraph 2)",
        "(Trims)",
        "(Combines earlier stories)",
        "(Changes dateline from MADRID)",
        "(Details, background)",
        "(Quotes, byline)",
        "(ATTN: ADDS more info throughout)",
        "(ATTN: UPDATES with details in paras 4-6)",
        "ATTENTION - ADDS details ///",
        "ATTENTION - Ajoute réactions ///",
        "(neu: Details)",
        "(Neu: weitere Einzelheiten)",
        "(Mehr Details)",
        "(Ergänzt im 3. Absatz Zitat)",
        "(Actualiza con cierre)",
        "(Añade declaraciones)",
    ),
    "correction": (
        "(Corrects spelling of name in second paragraph)",
        "(Corrects to say 14, not 41)",
        "(Corrects May 3 story to say 14, not 41, in first paragraph)",
        "(Corrected version; fixes name)",
        "(This May 3 story corrects paragraph two to say 14 ships)",
        "(This May 3 story has been corrected to say 14 ships)",
        "(This version of the May 3 story corrects paragraph two)",
        "(In May 3 story, corrects name in paragraph two)",
        "(In Aug. 3 item, corrects name)",
        "(In paragraph 3, please read 14 instead of 41)",
        "This story has been corrected to say 14 ships.",
        "This story has been corrected to show that the harbour was closed on Monday, not on Sunday.",
        "This version corrects the spelling of the minister's name.",
        "This story was first published on May 3, 2019. It was updated on May 4, 2019, to correct the name of the "
        "owner.",
        "(Berichtigung: Im zweiten Absatz muss es heißen: 14)",
        "(Korrigiert im zweiten Absatz die Zahl)",
        "(Corrige número de barcos en segundo párrafo)",
    ),
    "editor_note": (
        "Eds: Updates with vote.",
        "EDS: UPDATING WITH DETAILS",
        "(EDS: UPDATING WITH DETAILS)",
        "(Eds: With photos)",
        "Eds: APNewsNow. Will be led.",
        "Eds: With AP Photos. AP Video.",
        "Ed: Contains language",
        "Eds note: contains language",
        "Editor's note: contains language",
        "EDITOR’S NOTE — An occasional look at harbours",
        "EDITORS' NOTE: contains language",
        "(Editor's note: contains language)",
        "Editors: Contains language that some may find offensive",
        "Note to editors: Contains language that some may find offensive",
        "(Note to editors: Contains language that some may find offensive)",
        "NOTE TO EDITORS: Graphic to follow",
        "Note to subscribers: The following will move by noon",
        "Attention editors: The following will move by noon",
        "ATTENTION EDITORS: The following will move by noon",
        "(Refiles to fix spelling of name)",
        "(REFILES to fix spelling of name)",
        "(Refiled to fix spelling of name)",
        "(Repeats with no changes to text)",
        "(Repeats story first issued on May 3)",
        "(Fixes typo in headline)",
        "(This story was refiled to fix the headline)",
        "(The story has been refiled to add dropped word in paragraph 3)",
        "((desk@example.org; +1 555 0100))",
        "(BEGIN OPTIONAL TRIM)",
        "(END OPTIONAL TRIM)",
        "(OPTIONAL TRIM BEGINS HERE)",
        "(STORY CAN END HERE. OPTIONAL MATERIAL FOLLOWS.)",
        "(EDITORS: STORY CAN END HERE)",
        "(Optional material follows.)",
        "^Eds: LEADS with 2 grafs<",
        "(For a related graphic, see http://www.example.org)",
        "(Please see our special page on harbours)",
        "Redaktionshinweis: Bild folgt",
        "Achtung Redaktionen: Bild folgt",
        "(Achtung: Bild folgt)",
        "Hinweis: Bild folgt",
        "(Mit Bild)",
        "Note aux rédactions : photo à suivre",
        "Nota a los editores: sigue foto",
    ),
    "contact": (
        "Contact: Ana Costa, +1 555 0100",
        "CONTACT: Ana Costa, +1 555 0100",
        "Media contact: Ana Costa, ana@example.org",
        "Press contacts: Ana Costa, Bo Lind",
        "For further information, please contact Ana Costa on +1 555 0100",
        "For more information contact: Ana Costa",
        "Work: +61 (0)2 5550 0100",
        "Mobile: +61 (0)418 555 010",
        "Media organisations can contact the Authority's Media Manager for more information on:",
        "Tel: +1 555 0100",
        "Tel. +1 555 0100",
        "Phone: +1 555 0100",
        "E-mail: ana@example.org",
        "Ana Costa, press office, ana@example.org",
        "ana@example.org",
        "Follow Ana Costa on Twitter: @ana",
        "Follow Ana Costa on Twitter at http://example.org/ana",
        "Write to Ana Costa at ana@example.org",
        "To contact the reporter on this story: Ana Costa in Lisbon at ana@example.org",
        "To contact the editors responsible for this story: Bo Lind at bo@example.org, Cy Day",
        "Ana Costa can be reached at http://example.org/ana",
        "On Twitter: http://example.org/ana",
        "Kontakt: Ana Costa, +49 30 0100",
        "AP reporter Ana Costa can be reached at ana@example.org",
    ),
    "rights": (
        "(c) Copyright The Example Press.",
        "(C) 2019 The Example Press",
        "© 2019 AFP",
        "©AFP",
        "(©NTB)",
        "© Example Press",
        "Copyright 2019 The Example Press. All rights reserved.",
        "Copyright © 2019. The Example Press",
        "Copyright (c) 2019 by The Example Press",
        "COPYRIGHT 2019 EXAMPLE PRESS",
        "(Copyright 2019 by The Example Press)",
        "All rights reserved.",
        "All Rights Reserved",
        "NO ARCHIVAL USE",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "No part of this report may be reproduced.",
        "For editorial use only.",
        "Not to be reproduced without permission.",
        "Reproduction prohibited.",
        "Alle Rechte vorbehalten.",
        "Tous droits réservés.",
        "Todos los derechos reservados.",
        "RIPRODUZIONE RISERVATA © Copyright Esempio",
        "Unauthorized reproduction is prohibited.",
        "c.1998 Example News Service",
        "c. 1998 The Example Times",
        "c.1998, The Example Times",
    ),
    "boilerplate": (
        "Related Coverage",
        "RELATED COVERAGE",
        "Related stories:",
        "Related Articles",
        "Read more",
        "READ MORE:",
        "Read more: Harbour reopens after storm",
        "ALSO READ: Harbour reopens after storm",
        "Also Read | Harbour reopens after storm",
        "READ | Harbour reopens after storm",
        "See also: Harbour reopens after storm",
        "RELATED: Harbour reopens after storm",
        "More on this story",
        "More from Reuters",
        "Advertisement",
        "ADVERTISEMENT",
        "Advertisement - story continues below",
        "Story continues below advertisement",
        "Sponsored Content",
        "Recommended",
        "Most Read",
        "Trending Now",
        "Share this:",
        "Share this article",
        "Share on Facebook",
        "Tweet",
        "Facebook Twitter Email",
        "Facebook",
        "WhatsApp",
        "Print",
        "Comments",
        "View comments",
        "Show comments (14)",
        "14 Comments",
        "Leave a comment",
        "3 Min Read",
        "3 minute read",
        "2 MIN READ",
        "Our Standards: The Thomson Reuters Trust Principles.",
        "Our Standards: The Thomson Reuters Trust Principles., opens new tab",
        "Purchase Licensing Rights",
        "Register now for FREE unlimited access to Reuters.com",
        "Register",
        "Log in",
        "Sign up for our newsletter",
        "Sign up here.",
        "Subscribe to our newsletter",
        "Subscribe now",
        "Click here for the latest news",
        "Slideshow (4 Images)",
        "Slideshow ( 4 images )",
        "Image",
        "View gallery",
        "Watch: Harbour reopens after storm",
        "WATCH: Harbour reopens after storm",
        "Photo gallery",
        "Getty Images",
        "Story highlights",
        "Top Stories",
        "Back to top",
        "Next article",
        "Previous article",
        "Up next",
        "Continue reading",
        "Load more",
        "Skip to content",
        "Skip to main content",
        "Download our app",
        "(This story has not been edited by Example staff and is auto-generated from a syndicated feed.)",
        "This story has not been edited by Example staff and is published from a syndicated feed.",
        "(Except for the headline, this story has not been edited by our staff and is published from a syndicated "
        "feed.)",
        "Disclaimer: This post has been auto-published from an agency feed without any changes to the text",
        "Follow AP's coverage of harbours at https://example.org/harbours",
        "Follow us on Twitter",
        "Follow Reuters on Facebook",
        "More AP coverage: https://example.org/harbours",
        "AP harbour coverage: https://example.org/harbours",
        "For more harbour coverage, go to https://example.org/harbours",
        "https://example.org/harbours",
        "www.example.org",
        "Source: Reuters",
        "SOURCE: AFP",
        "Thomson Reuters",
        "Opens new tab",
        "opens new tab",
        "Listen to this story",
        "Get our daily newsletter",
        "___",
        "* * *",
        "***",
    ),
    "header": (
        "Keywords: PORTUGAL HARBOUR/",
        "Tags: harbour, Portugal",
        "TAGS: harbour",
        "Topics: harbour",
    ),
    "not_for_publication": (
        "The following information is not intended for publication",
        "NOT FOR PUBLICATION",
        "# Notizblock",
        "Nicht zur Veröffentlichung:",
    ),
    "usn": ("nL5N2AB3CD", "USN: nL5N2AB3CD"),
}

TEXT = (
    "The harbour was closed.",
    "------",
    "- - - -",
    "(He did not say more.)",
    "(The minister did not reply to a request for comment.)",
    "(Ships have left.) The harbour is empty.",
    "Eds and Bo left.",
    "Editors met in Lisbon on Monday.",
    "Note that the harbour is closed.",
    "Attention turned to the harbour on Monday.",
    "Updates were planned for Monday.",
    "Adds up to a crisis, she said.",
    "Correcting the error will take a week, she said.",
    "This story begins in a harbour.",
    "This version of the law was passed on Monday.",
    "Contacts between the two sides resumed on Monday.",
    "Contact with the ship was lost on Monday.",
    "Telephone and data firms rose.",
    "Email traffic rose, the firm said.",
    "Follow-up talks are planned.",
    "Followers of the party met.",
    "Write to your minister, she told them.",
    "Copyright law was changed, the minister said.",
    "All rights were sold to the harbour firm for two million.",
    "Reproduction of fish fell in May, the ministry said.",
    "Related talks will follow in May.",
    "Read the law, she told them.",
    "Recommended prices rose.",
    "Sharing of data was agreed on Monday.",
    "Print is not dead, she said.",
    "Comments by the minister were not published.",
    "Registered ships paid less.",
    "Subscribers paid more.",
    "Source: the harbour's own accounts, which were audited in May and were found to be sound in every part, it said.",
    "Watch the harbour, she told them.",
    "Images of the harbour were shown on Monday.",
    "Top stories were told.",
    "Facebook and Twitter rose on Monday.",
    "Facebook said on Monday it would close its office.",
    "Tweets fell.",
    "Tags were found on the birds.",
    "Topics ranged from fish to ships.",
    "Keywords were found in the letters.",
    "Next week the harbour will open.",
    "Skip Costa, a sailor, came.",
    "Advertisement spending fell in May.",
    "Slideshow presentations bore him.",
    "14 comments were made.",
    "3 minutes later it was over.",
    "Disclaimers were read.",
    "The agency's web site, www.example.org, was down on Monday.",
    "Hinweise gibt es nicht.",
    "Achtung, die Polizei kommt!",
)


@pytest.mark.parametrize(("flat", "kind"), [(flat, kind) for kind, lines in KINDS.items() for flat in lines])
def test_kind_of_a_line(flat: str, kind: str) -> None:
    assert note_kind(flat) == kind


@pytest.mark.parametrize("flat", TEXT)
def test_a_line_of_text(flat: str) -> None:
    assert note_kind(flat) is None
    assert not is_signoff(flat)
    assert not closes(flat)


HEADERS = (
    "Slug: HARBOUR-TALKS",
    "SLUG: HARBOUR-TALKS",
    "Slugline: HARBOUR-TALKS",
    "Take 2",
    "(Take 2)",
    "TAKE 2 OF 3",
    "Page 2",
    "(page 2 of 3)",
    "1st add",
    "2nd Add",
    "ADD 1",
    "Urgency: 3",
    "Priority: u",
    "Category: i",
    "Word count: 400",
    "Words: 400",
    "400 words",
    "Topic: harbours",
    "Fri May 3, 2019 10:15am EDT",
    "Fri May 3, 2019 | 10:15am EDT",
    "May 3, 2019 / 10:15 AM / 2 hours ago",
    "World News May 3, 2019 / 10:15 AM / Updated 2 hours ago",
    "May 3, 2019 10:15 AM UTC",
    "May 3, 2019 GMT",
    "May 3, 2019",
    "3 May 2019",
    "Friday, May 3, 2019",
    "Friday 3 May 2019 10.15 BST",
    "2019-05-03 10:15:31",
    "03.05.2019, 10:15 Uhr",
    "Published May 3, 2019",
    "Published: May 3, 2019 10:15 am",
    "Published 10:15 AM EDT, May 3, 2019",
    "Updated 10:15 AM EDT, May 3, 2019",
    "Updated: May 3, 2019 10:15 am",
    "Last updated: May 3, 2019 at 10:15",
    "Last Updated : May 3, 2019, 10:15 AM IST",
    "First published May 3, 2019",
    "First Published on May 3, 2019, 10:15 AM",
    "Posted: May 3, 2019 10:15 AM",
    "Updated 2 hours ago",
    "2 hours ago",
    "a day ago",
    "Stand: 03.05.2019, 10:15 Uhr",
    "Source: Xinhua | 2019-05-03 10:15:31 | Editor: cyd",
    "Source: Xinhua| 2019-05-03 10:15:31|Editor: cyd",
    "Xinhua | Updated: 2019-05-03 10:15",
    "ZCZC",
    "ZCZC LAC123",
    "a0345",
    "a0345 r i",
    "w1304 wstm-",
    "r i BC-PT--Harbour-Talks 05-03 0412",
    "NEWS STORY",
    "XYZ19980503.1015",
    "05/03/1998 10:15:00",
    "r i",
)
NO_HEADERS = (
    "Take two ships and go, she told them.",
    "Page two of the report names him.",
    "Slugs eat lettuce.",
    "Priority is given to ships.",
    "400 words were found in the letter.",
    "May 3 was a Friday.",
    "Friday, May 3, 2019, was a day of rest.",
    "Published in May, the report names him.",
    "Updated plans were shown on Monday.",
    "2 hours ago he was here, she said.",
    "Two hours ago the harbour was closed.",
    "Posted to Lisbon in May, he left in June.",
    "Talks resume",
)


@pytest.mark.parametrize("line", HEADERS)
def test_a_header_line(line: str) -> None:
    assert front_kind(line, (line,)) == "header"


@pytest.mark.parametrize("line", NO_HEADERS)
def test_no_header_line(line: str) -> None:
    assert front_kind(line, (line,)) is None


SIGNOFFS = (
    "Reuter|REUTER...|Reuters|REUTERS|-30-|- 30 -|END|ENDS|ends|Ends.|Enditem|ENDITEM|(MORE)|(more)|MORE|"
    "- more -|-more-|--more--|(MORE TO COME)|more follows|(more follows)|mfl|mf|end mfl|(END)|###|# # #|-0-|NNNN|"
    "nnnn|-ENDS-|- ENDS -|--END--|/END/|END OF STORY|(End of item)|(continued)|(CONTINUES)|TO BE CONTINUED|***|"
    "//|=|END/|Item ends|(Schluss)|FIN|(Fin)|Fim|(Final)|XXX|xxx|-END-|(ENDS)|<END>|[END]|*END*"
)
CLOSES = (
    "AFP|(AFP)|- AFP|—AFP|/AFP/|dpa|(dpa)|dpa ac bl|dpa ac yyzz n1 bl|dpa/tmn ac n1|EFE|(EFE)|EFE ac-bl/cd|"
    "EFE ac/bl|(ANSA).|(ANSA)|(Xinhua)|Xinhua|/TASS/|PTI|(PTI)|PTI ABC|PTI ABC XYZ|MORE PTI ABC|(MORE) PTI|"
    "--IANS|–IANS|IANS|ab/cd/|--IANS ab/cd|BERNAMA|-- BERNAMA|(Bernama)|==Kyodo|(Kyodo)|Kyodo|AAP ab/cd|AAP|ANI|"
    "UNI ABC XYZ 1015|ab-cd/ef|abc/def|ab/cd/ef|ab-cd-ef/gh/ij|str/ab/cd|(Agencies)|--Agencies|- Agencies|"
    "Agencies|PA|CP|The Canadian Press|The Associated Press|- Reuters|— Reuters|(Reuters)|-PTI|(APP)|(NAN)|"
    "BSS/AFP|-0- May/03/2019 10:15 GMT|AP-WF-05-03-19 1015GMT|05-03-19 1015EDT|(ac-bl)|(ac)|NYT-05-03-98 1015EDT|"
    "nn|131137 GMT Nov 13|dpa-infocom, dpa:190503-99-123456/2|© dpa-infocom, dpa:190503-99-123456/2|"
    "May 03, 2019 10:15 ET (14:15 GMT)|(END) Dow Jones Newswires|10:15 GMT 03May19|#HARBOUR-TALKS"
)


@pytest.mark.parametrize("line", sorted(phrases(SIGNOFFS)))
def test_a_signoff(line: str) -> None:
    assert is_signoff(line)


@pytest.mark.parametrize("line", sorted(phrases(CLOSES)))
def test_a_line_that_closes_a_story(line: str) -> None:
    assert closes(line)


@pytest.mark.parametrize(
    "line", ["Endless", "Mores", "The end", "More talks", "Final score", "Finland", "Fins", "Reuters Staff", "=2"]
)
def test_no_signoff(line: str) -> None:
    assert not is_signoff(line)
    assert not closes(line)


BYLINES: tuple[tuple[str, tuple[str, ...], str | None], ...] = (
    ("By Ana Costa", ("Ana Costa",), None),
    ("BY ANA COSTA", ("ANA COSTA",), None),
    ("by Ana Costa", ("Ana Costa",), None),
    ("By: Ana Costa", ("Ana Costa",), None),
    ("By Ana Costa, Bo Lind and Cy Day", ("Ana Costa", "Bo Lind", "Cy Day"), None),
    ("By Ana Costa & Bo Lind", ("Ana Costa", "Bo Lind"), None),
    ("By Ana Costa in Lisbon", ("Ana Costa",), None),
    ("By Ana Costa in Lisbon and Bo Lind in Oslo", ("Ana Costa", "Bo Lind"), None),
    ("By Ana Costa, Reuters", ("Ana Costa",), "Reuters"),
    ("^By ANA COSTA=", ("ANA COSTA",), None),
    ("By Ana Costa | Reuters", ("Ana Costa",), "Reuters"),
    ("By Ana Costa | Reuters | Lisbon", ("Ana Costa",), "Reuters"),
    ("By Ana Costa/AP", ("Ana Costa",), "AP"),
    ("By Ana Costa (AFP)", ("Ana Costa",), "AFP"),
    ("By ANA COSTA, Associated Press", ("ANA COSTA",), "AP"),
    ("By ANA COSTA, The Associated Press", ("ANA COSTA",), "AP"),
    ("By ANA COSTA and BO LIND Associated Press", ("ANA COSTA", "BO LIND"), "AP"),
    ("By Ana Costa, AP Business Writer", ("Ana Costa",), "AP"),
    ("By Ana Costa, PA Political Editor", ("Ana Costa",), "PA"),
    ("By Ana Costa, Press Association Chief Reporter", ("Ana Costa",), "PA"),
    ("By Ana Costa, The Canadian Press", ("Ana Costa",), "CP"),
    ("By Ana Costa, dpa", ("Ana Costa",), "dpa"),
    ("By Ana Costa, Lisbon", ("Ana Costa",), None),
    ("By Ana Costa, Chief Correspondent", ("Ana Costa",), None),
    ("By Ana M. Costa-Lind", ("Ana M. Costa-Lind",), None),
    ("By Ana O'Costa", ("Ana O'Costa",), None),
    ("By J. R. Lind", ("J. R. Lind",), None),
    ("By Ana de la Costa", ("Ana de la Costa",), None),
    ("By Petra Lind", ("Petra Lind",), None),
    ("By Reuters Staff", (), "Reuters"),
    ("By The Associated Press", (), "AP"),
    ("By Associated Press", (), "AP"),
    ("By AFP", (), "AFP"),
    ("By Staff Reporter", (), None),
    ("By our staff reporter", (), None),
    ("by Xinhua writers Ana Costa, Bo Lind", ("Ana Costa", "Bo Lind"), "Xinhua"),
    ("by Xinhua Writer Ana Costa", ("Ana Costa",), "Xinhua"),
    ("Von Ana Costa, dpa", ("Ana Costa",), "dpa"),
    ("Von Ana Costa und Bo Lind, dpa", ("Ana Costa", "Bo Lind"), "dpa"),
    ("Von Ana Costa (dpa)", ("Ana Costa",), "dpa"),
    ("Par Ana COSTA", ("Ana COSTA",), None),
    ("Par Ana COSTA avec Bo LIND à Oslo", ("Ana COSTA", "Bo LIND"), None),
    ("Por Ana Costa", ("Ana Costa",), None),
    ("Por Ana Costa/EFE", ("Ana Costa",), "EFE"),
    ("di Ana Costa", ("Ana Costa",), None),
    ("(di Ana Costa)", ("Ana Costa",), None),
    ("(by Ana Costa)", ("Ana Costa",), None),
    ("Door Ana Costa", ("Ana Costa",), None),
    ("Av Ana Costa", ("Ana Costa",), None),
    ("Reuters Staff", (), "Reuters"),
    ("Reuters", (), "Reuters"),
    ("Associated Press", (), "AP"),
    ("The Associated Press", (), "AP"),
    ("Agence France-Presse", (), "AFP"),
    ("PTI", (), "PTI"),
    ("Press Trust of India", (), "PTI"),
    ("Ana Costa | Reuters", ("Ana Costa",), "Reuters"),
    ("Ana Costa, Associated Press", ("Ana Costa",), "AP"),
    ("Ana Costa and Bo Lind, Associated Press", ("Ana Costa", "Bo Lind"), "AP"),
    ("Ana Costa, The Canadian Press", ("Ana Costa",), "CP"),
    ("ANA COSTA Associated Press", ("ANA COSTA",), "AP"),
    ("Story by Ana Costa", ("Ana Costa",), None),
    ("Analysis by Ana Costa", ("Ana Costa",), None),
    ("Text by Ana Costa; photos by Bo Lind", ("Ana Costa", "Bo Lind"), None),
    # particles in front of a name
    ("By Ali al-Costa", ("Ali al-Costa",), None),
    ("By Ali al-Costa and Maya Lind", ("Ali al-Costa", "Maya Lind"), None),
    ("By Ali el-Costa, Reuters", ("Ali el-Costa",), "Reuters"),
    ("By Ana d'Orval", ("Ana d'Orval",), None),
    ("Par Ana d’Orval", ("Ana d’Orval",), None),
    ("By Ali ash-Sharq", ("Ali ash-Sharq",), None),
    # the word in front, in more languages
    ("par Ana Costa", ("Ana Costa",), None),
    ("par Ana Costa et Bo Lind", ("Ana Costa", "Bo Lind"), None),
    ("por Ana Costa", ("Ana Costa",), None),
    ("- von Ana Costa und Bo Lind", ("Ana Costa", "Bo Lind"), None),
    ("– Von Ana Costa –", ("Ana Costa",), None),
    ("--- Von Ana Costa, dpa-AFX ---", ("Ana Costa",), "dpa"),
    ("(dell'inviata Ana Costa)", ("Ana Costa",), None),
    ("(dall'inviato Bo Lind)", ("Bo Lind",), None),
    # two names
    ("di Ana Costa e Bo Lind", ("Ana Costa", "Bo Lind"), None),
    ("Por Ana Costa e Bo Lind", ("Ana Costa", "Bo Lind"), None),
    ("Por Rui Silva e Costa", ("Rui Silva e Costa",), None),
    ("Door Ana Costa en Bo Lind", ("Ana Costa", "Bo Lind"), None),
    ("Por Ana Costa en Vigo", ("Ana Costa",), None),
    (
        "By Ana Costa, Bo Lind, Cy Day, Dee Eng, Eva Fox, Guy Hart and Ira Jay",
        ("Ana Costa", "Bo Lind", "Cy Day", "Dee Eng", "Eva Fox", "Guy Hart", "Ira Jay"),
        None,
    ),
    # the agency and the title behind the name
    ("By ANA COSTA AP Technology Writer", ("ANA COSTA",), "AP"),
    ("By Ana Costa PA Political Staff", ("Ana Costa",), "PA"),
    ("By ANA COSTA - Associated Press", ("ANA COSTA",), "AP"),
    ("By ANA COSTA and BO LIND AP Business Writers", ("ANA COSTA", "BO LIND"), "AP"),
    ("By Ana Costa, Special to The Associated Press", ("Ana Costa",), "AP"),
    ("By Ana Costa, For The Associated Press", ("Ana Costa",), "AP"),
    ("By Ana Costa for AFP", ("Ana Costa",), "AFP"),
    ("By Ana Costa of The Associated Press", ("Ana Costa",), "AP"),
    ("Por Ana Costa, da agência Lusa", ("Ana Costa",), "Lusa"),
    ("*** Ana Costa (texto), Bo Lind (foto), da agência Lusa ***", ("Ana Costa", "Bo Lind"), "Lusa"),
    ("Von Ana Costa (Text) und Bo Lind (Foto), dpa", ("Ana Costa", "Bo Lind"), "dpa"),
    ("Von Ana Costa, dpa-AFX", ("Ana Costa",), "dpa"),
    # the agency and the title in front of it
    ("Von dpa-Korrespondent Bo Lind", ("Bo Lind",), "dpa"),
    ("Von dpa-Korrespondentin Ana Costa", ("Ana Costa",), "dpa"),
    ("by Xinhua sportswriter Ana Costa", ("Ana Costa",), "Xinhua"),
    ("By Associated Press Writer Ana Costa", ("Ana Costa",), "AP"),
    # agencies beside people, and other organisations
    ("By Ana Costa and agencies", ("Ana Costa",), None),
    ("Von Ana Costa mit Agenturen", ("Ana Costa",), None),
    ("Par Ana COSTA avec les bureaux de l'AFP", ("Ana COSTA",), "AFP"),
    ("By Ana Costa, PA Scotland", ("Ana Costa",), "PA"),
    ("By Ana Costa, PA News Agency", ("Ana Costa",), "PA"),
    ("By Ana Costa, Local Democracy Reporting Service", ("Ana Costa",), None),
)
NO_BYLINES = (
    "By the time he came it was over.",
    "By Monday",
    "By 2030 it may be",
    "By contrast",
    "By and large it is over",
    "By law ships must stop",
    "By Friday noon",
    "By May",
    "By Order of the Court",
    "Bypass opens",
    "Von der Leyen visits Lisbon",
    "Par for the course",
    "Di Maria scores",
    "Por favor",
    "Ana Costa",
    "Talks, ministers",
    "Costa and Lind, ministers",
    "Portugal and Spain, Reuters says",
    "Reuters to cut jobs",
    "PA Media buys rival",
    "AP Stylebook is out",
    "Reuters Institute report is out",
    "Ana Costa, minister",
    "- von Anfang an",
    "par la police",
    "por Portugal",
    "von Ana Costa",
    "di nuovo in aula",
    "- Ana Costa",
    "By Local Democracy Reporting Service",
    "Ana Costa for president",
    "AP sports writer wins prize",
    "dpa-Korrespondentin ausgezeichnet",
    "Lisbon - Associated Press reporter held",
    "Lisbon and agencies",
    "Special to Ana",
)


@pytest.mark.parametrize(("line", "names", "agency"), BYLINES)
def test_byline(line: str, names: tuple[str, ...], agency: str | None) -> None:
    assert byline_of(line) == (names, agency)


@pytest.mark.parametrize("line", NO_BYLINES)
def test_no_byline(line: str) -> None:
    assert byline_of(line) is None


A, B, C = "Ana Costa", "Bo Lind", "Cy Day"
CREDITS: tuple[tuple[str, list[tuple[str, tuple[str, ...], str | None]]], ...] = (
    ("(Reporting by Ana Costa)", [("reporting", (A,), None)]),
    ("(Reporting By Ana Costa;Editing by Bo Lind)", [("reporting", (A,), None), ("editing", (B,), None)]),
    ("(Reporting by Ana Costa, editing by Bo Lind)", [("reporting", (A,), None), ("editing", (B,), None)]),
    ("(Reporting by Ana Costa. Editing by Bo Lind.)", [("reporting", (A,), None), ("editing", (B,), None)]),
    (
        "(Reporting by Ana Costa in LISBON; Editing by Bo Lind)",
        [("reporting", (A,), "LISBON"), ("editing", (B,), None)],
    ),
    (
        "Reporting by Ana Costa in Lisbon and Bo Lind in Oslo Writing by Cy Day",
        [("reporting", (A,), "Lisbon"), ("reporting", (B,), "Oslo"), ("writing", (C,), None)],
    ),
    (
        "Reporting by Ana Costa, Bo Lind in Lisbon, Cy Day in Oslo",
        [("reporting", (A, B), "Lisbon"), ("reporting", (C,), "Oslo")],
    ),
    (
        "(Reporting and writing by Ana Costa; Editing by Bo Lind)",
        [("reporting and writing", (A,), None), ("editing", (B,), None)],
    ),
    (
        "(Additional reporting by Ana Costa; writing by Bo Lind)",
        [("additional reporting", (A,), None), ("writing", (B,), None)],
    ),
    ("(Additional reporting from Ana Costa in Lisbon)", [("additional reporting", (A,), "Lisbon")]),
    (
        "(Compiled by Lisbon newsroom; Edited by Bo Lind)",
        [("compiled", ("Lisbon newsroom",), None), ("edited", (B,), None)],
    ),
    ("(Reporting by Lisbon bureau)", [("reporting", ("Lisbon bureau",), None)]),
    ("(Translated by Ana Costa)", [("translated", (A,), None)]),
    ("(Graphics by Ana Costa)", [("graphics", (A,), None)]),
    (
        "(Writing by Ana Costa; Editing by Bo Lind; ana@example.org; +351 21 0100)",
        [("writing", (A,), None), ("editing", (B,), None)],
    ),
    ("(Reporting by Ana Costa; +351 21 0100; Reuters Messaging: ana@example.org)", [("reporting", (A,), None)]),
    (
        "(Reporting by Ana Costa; Editing by Bo Lind and Cy Day; For more stories, see example.org)",
        [("reporting", (A,), None), ("editing", (B, C), None)],
    ),
    ("Reporting by: Ana Costa in Lisbon", [("reporting", (A,), "Lisbon")]),
    ("- Reporting by: Ana Costa in Lisbon", [("reporting", (A,), "Lisbon")]),
    ("Reported by Ana Costa", [("reported", (A,), None)]),
    ("Written by Ana Costa, edited by Bo Lind", [("written", (A,), None), ("edited", (B,), None)]),
    (
        "Associated Press writers Ana Costa in Lisbon and Bo Lind in Oslo contributed to this report.",
        [("contributing", (A,), "Lisbon"), ("contributing", (B,), "Oslo")],
    ),
    ("AP writer Ana Costa contributed.", [("contributing", (A,), None)]),
    ("Associated Press reporter Ana Costa contributed from Lisbon.", [("contributing", (A,), "Lisbon")]),
    ("Ana Costa in Lisbon contributed to this report.", [("contributing", (A,), "Lisbon")]),
    ("(Ana Costa contributed to this article.)", [("contributing", (A,), None)]),
    (
        "Costa reported from Lisbon. Associated Press writer Bo Lind in Oslo contributed to this report.",
        [("reporting", ("Costa",), "Lisbon"), ("contributing", (B,), "Oslo")],
    ),
    (
        "Costa reported from Lisbon and Lind from Oslo.",
        [("reporting", ("Costa",), "Lisbon"), ("reporting", ("Lind",), "Oslo")],
    ),
    (
        "(Xinhua correspondents Ana Costa and Bo Lind in Lisbon contributed to the story.)",
        [("contributing", (A, B), "Lisbon")],
    ),
    ("(With inputs from Reuters)", [("contributing", ("Reuters",), None)]),
    ("With additional reporting by Ana Costa", [("additional reporting", (A,), None)]),
    ("(Reporte de Ana Costa; editado por Bo Lind)", [("reporte", (A,), None), ("editado", (B,), None)]),
    ("(Por Ana Costa; Edição de Bo Lind)", [("por", (A,), None), ("edição", (B,), None)]),
    ("(Ana Costa, édité par Bo Lind)", [("reporting", (A,), None), ("édité", (B,), None)]),
    ("(Bericht von Ana Costa, redigiert von Bo Lind)", [("bericht", (A,), None), ("redigiert", (B,), None)]),
)
NO_CREDITS = (
    "Reporting by the bank's auditors showed a loss of two million.",
    "Editing by hand is slow, the printers said, and they asked for more time.",
    "Writing by candlelight was common.",
    "Reporting from the front is dangerous, she said.",
    "Research by Ana Costa found that ships are slow.",
    "Costa reported from work every day, he said.",
    "Soldiers reported from their posts that all was quiet.",
    "Costa contributed to this report to the ministry, which was published in May.",
    "Video by Costa shows the ship.",
    "Graphics by hand are slow.",
    "Produced by Costa, the film was shown in May.",
    "Written by Costa in 1990, the book tells of a harbour.",
    "Compiled by the ministry, the list holds 14 ships.",
    "Photographs by Ana Costa were shown in Lisbon.",
)


@pytest.mark.parametrize(("line", "people"), CREDITS)
def test_credits(line: str, people: list[tuple[str, tuple[str, ...], str | None]]) -> None:
    assert is_credits(line)
    assert [(credit.role, credit.names, credit.place) for credit in credits_of(line)] == people


@pytest.mark.parametrize("line", NO_CREDITS)
def test_no_credits(line: str) -> None:
    assert not is_credits(line)


SHIP = "A ship is seen in the harbour of Lisbon, Portugal, May 3, 2019."
CAPTIONS: tuple[tuple[str, str, str | None, str | None], ...] = (
    ("REUTERS/Ana Costa", "REUTERS/Ana Costa", A, "Reuters"),
    ("REUTERS/Ana Costa/File Photo", "REUTERS/Ana Costa/File Photo", A, "Reuters"),
    ("REUTERS/Ana Costa/Files", "REUTERS/Ana Costa/Files", A, "Reuters"),
    ("REUTERS/Ana Costa (PORTUGAL)", "REUTERS/Ana Costa (PORTUGAL)", A, "Reuters"),
    ("REUTERS/Stringer", "REUTERS/Stringer", None, "Reuters"),
    ("REUTERS", "REUTERS", None, "Reuters"),
    ("Reuters/Ana Costa", "Reuters/Ana Costa", A, "Reuters"),
    ("Ana Costa/Pool via REUTERS", "Ana Costa/Pool via REUTERS", A, "Reuters"),
    ("Port Authority/Handout via REUTERS", "Port Authority/Handout via REUTERS", None, "Reuters"),
    ("Port Authority/Handout via Reuters", "Port Authority/Handout via Reuters", None, "Reuters"),
    ("REUTERS/Ana Costa TPX IMAGES OF THE DAY", "REUTERS/Ana Costa TPX IMAGES OF THE DAY", A, "Reuters"),
    (
        "REUTERS/Ana Costa/File Photo Purchase Licensing Rights",
        "REUTERS/Ana Costa/File Photo Purchase Licensing Rights",
        A,
        "Reuters",
    ),
    ("(AP Photo/Ana Costa)", "(AP Photo/Ana Costa)", A, "AP"),
    ("(AP Photo/Ana Costa, File)", "(AP Photo/Ana Costa, File)", A, "AP"),
    ("(AP Photo/Ana Costa, Pool)", "(AP Photo/Ana Costa, Pool)", A, "AP"),
    ("(AP)", "(AP)", None, "AP"),
    ("(Ana Costa/Pool Photo via AP)", "(Ana Costa/Pool Photo via AP)", A, "AP"),
    ("(Port Authority via AP)", "(Port Authority via AP)", None, "AP"),
    ("(Ana Costa/The Canadian Press via AP)", "(Ana Costa/The Canadian Press via AP)", A, "AP"),
    ("(AFP Photo/Ana Costa)", "(AFP Photo/Ana Costa)", A, "AFP"),
    ("AFP PHOTO / Ana COSTA", "AFP PHOTO / Ana COSTA", "Ana COSTA", "AFP"),
    ("(Photo by Ana Costa / AFP)", "(Photo by Ana Costa / AFP)", A, "AFP"),
    ("(Photo: Ana Costa/AFP)", "(Photo: Ana Costa/AFP)", A, "AFP"),
    ("Ana Costa/AFP", "Ana Costa/AFP", A, "AFP"),
    ("Ana Costa / AFP", "Ana Costa / AFP", A, "AFP"),
    ("Ana Costa/AFP/Getty Images", "Ana Costa/AFP/Getty Images", A, "AFP"),
    ("Ana Costa / AFP via Getty Images", "Ana Costa / AFP via Getty Images", A, "AFP"),
    ("© Ana Costa / AFP", "© Ana Costa / AFP", A, "AFP"),
    ("Foto: Ana Costa/dpa", "Foto: Ana Costa/dpa", A, "dpa"),
    ("Foto: Ana Costa/dpa-Zentralbild/dpa", "Foto: Ana Costa/dpa-Zentralbild/dpa", A, "dpa"),
    ("EPA/ANA COSTA", "EPA/ANA COSTA", "ANA COSTA", "EPA"),
    ("EPA-EFE/ANA COSTA", "EPA-EFE/ANA COSTA", "ANA COSTA", "EPA"),
    ("EFE/Ana Costa", "EFE/Ana Costa", A, "EFE"),
    ("EFE/EPA/ANA COSTA", "EFE/EPA/ANA COSTA", "ANA COSTA", "EFE"),
    ("ANSA/ANA COSTA", "ANSA/ANA COSTA", "ANA COSTA", "ANSA"),
    ("(Xinhua/Ana Costa)", "(Xinhua/Ana Costa)", A, "Xinhua"),
    ("[Photo/Xinhua]", "[Photo/Xinhua]", None, "Xinhua"),
    ("(Ana Costa/PA)", "(Ana Costa/PA)", A, "PA"),
    ("(PA)", "(PA)", None, "PA"),
    ("Ana Costa/PA Wire", "Ana Costa/PA Wire", A, "PA"),
    ("THE CANADIAN PRESS/Ana Costa", "THE CANADIAN PRESS/Ana Costa", A, "CP"),
    ("(PTI Photo/Ana Costa)", "(PTI Photo/Ana Costa)", A, "PTI"),
    ("(PTI Photo)", "(PTI Photo)", None, "PTI"),
    ("PTI Photo by Ana Costa", "PTI Photo by Ana Costa", A, "PTI"),
    ("(Kyodo)", "(Kyodo)", None, "Kyodo"),
    ("(Kyodo via AP)", "(Kyodo via AP)", None, "AP"),
    ("(Yonhap)", "(Yonhap)", None, "Yonhap"),
    ("TASS/Ana Costa", "TASS/Ana Costa", A, "TASS"),
    ("© Ana Costa/TASS", "© Ana Costa/TASS", A, "TASS"),
    ("© AP Photo/Ana Costa", "© AP Photo/Ana Costa", A, "AP"),
    ("(Anadolu Agency/Ana Costa)", "(Anadolu Agency/Ana Costa)", A, "Anadolu"),
    ("AAP Image/Ana Costa", "AAP Image/Ana Costa", A, "AAP"),
    ("Photograph: Ana Costa/AP", "Photograph: Ana Costa/AP", A, "AP"),
    ("Photo: AFP", "Photo: AFP", None, "AFP"),
    ("Photo credit: AFP", "Photo credit: AFP", None, "AFP"),
    ("Credit: Ana Costa/Reuters", "Credit: Ana Costa/Reuters", A, "Reuters"),
    ("Getty Images", "Getty Images", None, "Getty Images"),
    ("(Photo by Ana Costa/Getty Images)", "(Photo by Ana Costa/Getty Images)", A, "Getty Images"),
)


@pytest.mark.parametrize(("credit", "wanted", "photographer", "agency"), CAPTIONS)
def test_the_credit_of_a_caption(credit: str, wanted: str, photographer: str | None, agency: str | None) -> None:
    found = caption_of(f"{SHIP} {credit}")
    assert found is not None
    assert (found.text, found.credit, found.photographer, found.agency) == (SHIP, wanted, photographer, agency)


@pytest.mark.parametrize(
    "flat",
    [
        f"FILE PHOTO: {SHIP}",
        f"FILE PHOTO - {SHIP}",
        f"FILE - {SHIP}",
        "FILE - In this May 3, 2019 file photo, a ship is seen in the harbour of Lisbon.",
        "FILE – In this Friday, May 3, 2019, file photo, a ship is seen in the harbour of Lisbon.",
        f"(FILES) {SHIP}",
        "(FILES) In this file photo taken on May 3, 2019, a ship is seen in the harbour of Lisbon.",
        f"Photo: {SHIP}",
        f"HANDOUT PHOTO: {SHIP}",
        f"Bild: {SHIP}",
    ],
)
def test_the_label_of_a_caption(flat: str) -> None:
    found = caption_of(flat)
    assert found is not None
    assert (found.text, found.credit) == (flat, None)


@pytest.mark.parametrize(
    "flat",
    [
        "He told Reuters he would go.",
        "He told Reuters/Ipsos that he would go.",
        "The poll was made by Reuters/Ipsos.",
        "The paper was shown to REUTERS.",
        "A source told AFP/",
        "It was on FILE.",
        "The FILE - a list of names - was found.",
        "The minister told the AP.",
        "The minister spoke to Agence France-Presse (AFP).",
        "The news was first given by the Press Association (PA).",
        "The party won two seats (PA).",
        "The list was made by AFP/Lind, a firm.",
        "It was published on May 3, 2019, the ministry told AP.",
        "Shares of Getty Images rose.",
        "He said so on May 3, 2019 (AP).",
        "She works for the Anadolu Agency.",
        "Photo: no",
        "(©NTB)",
        "Talks between the two sides resumed in Lisbon on Monday, Kyodo said.",
    ],
)
def test_no_caption(flat: str) -> None:
    assert caption_of(flat) is None
