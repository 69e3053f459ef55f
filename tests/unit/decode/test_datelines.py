"""Datelines of agencies over the world, and lines that look like one, each in an invented example."""

from __future__ import annotations

import pytest

from pipeline.decode.anatomy.dateline import bare_dateline, dateline_of, printed_dateline
from pipeline.decode.anatomy.dates import days_in, iso

PROSE = "The harbour master said on Monday that ships would sail again by noon."
"""What follows a dateline that is known only because prose follows it."""

# Printed dateline · places · region · day · agency. An agency stands in it, or place, day and dash.
SURE: tuple[tuple[str, tuple[str, ...], str | None, str | None, str | None], ...] = (
    # Reuters
    ("LISBON (Reuters) -", ("LISBON",), None, None, "Reuters"),
    ("LISBON (REUTERS) -", ("LISBON",), None, None, "Reuters"),
    ("LISBON, May 3 (Reuters) -", ("LISBON",), None, "--05-03", "Reuters"),
    ("LISBON May 3 (Reuters) -", ("LISBON",), None, "--05-03", "Reuters"),
    ("May 3 (Reuters) -", (), None, "--05-03", "Reuters"),
    ("(Reuters) -", (), None, None, "Reuters"),
    ("LISBON/PARIS (Reuters) -", ("LISBON", "PARIS"), None, None, "Reuters"),
    ("LISBON / PARIS, May 3 (Reuters) –", ("LISBON", "PARIS"), None, "--05-03", "Reuters"),
    ("LISBON/PARIS/ROME, May 3 (Reuters) -", ("LISBON", "PARIS", "ROME"), None, "--05-03", "Reuters"),
    ("NEW YORK and LONDON, May 3 (Reuters) -", ("NEW YORK", "LONDON"), None, "--05-03", "Reuters"),
    ("BRASÍLIA (Reuters) –", ("BRASÍLIA",), None, None, "Reuters"),
    ("SÃO PAULO, May 3 (Reuters) -", ("SÃO PAULO",), None, "--05-03", "Reuters"),
    ("N'DJAMENA, May 3 (Reuters) -", ("N'DJAMENA",), None, "--05-03", "Reuters"),
    ("SANA’A (Reuters) -", ("SANA’A",), None, None, "Reuters"),
    ("PORT-AU-PRINCE, May 3 (Reuters) -", ("PORT-AU-PRINCE",), None, "--05-03", "Reuters"),
    ("U.N. HEADQUARTERS, May 3 (Reuters) -", ("U.N. HEADQUARTERS",), None, "--05-03", "Reuters"),
    ("ABOARD THE USS BORDER (Reuters) -", ("ABOARD THE USS BORDER",), None, None, "Reuters"),
    ("ON BOARD THE OCEAN STAR, May 3 (Reuters) -", ("ON BOARD THE OCEAN STAR",), None, "--05-03", "Reuters"),
    ("ON THE SYRIAN-TURKISH BORDER (Reuters) -", ("ON THE SYRIAN-TURKISH BORDER",), None, None, "Reuters"),
    ("OUTSIDE MOSUL, Iraq (Reuters) -", ("OUTSIDE MOSUL",), "Iraq", None, "Reuters"),
    ("NEAR RAQQA, Syria, May 3 (Reuters) -", ("NEAR RAQQA",), "Syria", "--05-03", "Reuters"),
    ("WASHINGTON, D.C. (Reuters) -", ("WASHINGTON",), "D.C.", None, "Reuters"),
    ("WASHINGTON D.C., May 3 (Reuters) -", ("WASHINGTON",), "D.C.", "--05-03", "Reuters"),
    ("LISBON (Thomson Reuters Foundation) -", ("LISBON",), None, None, "Reuters"),
    ("LISBON (Reuters Breakingviews) -", ("LISBON",), None, None, "Reuters"),
    ("LISBON ( Reuters ) -", ("LISBON",), None, None, "Reuters"),
    ("LISBON(Reuters) -", ("LISBON",), None, None, "Reuters"),
    ("LISBON, (Reuters) -", ("LISBON",), None, None, "Reuters"),
    ("LISBON, May 3, 2018 (Reuters) -", ("LISBON",), None, "2018-05-03", "Reuters"),
    ("LISBON, May 3 2018 (Reuters) -", ("LISBON",), None, "2018-05-03", "Reuters"),
    ("LISBON, Thursday, May 3 (Reuters) -", ("LISBON",), None, "--05-03", "Reuters"),
    ("LISBON, Thu May 3 (Reuters) -", ("LISBON",), None, "--05-03", "Reuters"),
    ("LISBON, May 3, Reuter -", ("LISBON",), None, "--05-03", "Reuters"),
    ("SANTO DOMINGO, May 3 (Reuters) -", ("SANTO DOMINGO",), None, "--05-03", "Reuters"),
    ("PORT ARTHUR, Texas, May 3 (Reuters) -", ("PORT ARTHUR",), "Texas", "--05-03", "Reuters"),
    # AP
    ("LISBON, Portugal (AP) —", ("LISBON",), "Portugal", None, "AP"),
    ("TULSA, Okla. (AP) _", ("TULSA",), "Okla.", None, "AP"),
    ("ST. JOHN'S, Newfoundland (AP) —", ("ST. JOHN'S",), "Newfoundland", None, "AP"),
    ("FORT McCOY, Wis. (AP) —", ("FORT McCOY",), "Wis.", None, "AP"),
    ("McALLEN, Texas (AP) —", ("McALLEN",), "Texas", None, "AP"),
    ("PORT OF SPAIN, Trinidad and Tobago (AP) —", ("PORT OF SPAIN",), "Trinidad and Tobago", None, "AP"),
    ("SARAJEVO, Bosnia-Herzegovina (AP) —", ("SARAJEVO",), "Bosnia-Herzegovina", None, "AP"),
    ("KYIV, Ukraine (AP) —", ("KYIV",), "Ukraine", None, "AP"),
    ("JOINT BASE ANDREWS, Md. (AP) —", ("JOINT BASE ANDREWS",), "Md.", None, "AP"),
    ("ABOARD AIR FORCE ONE (AP) —", ("ABOARD AIR FORCE ONE",), None, None, "AP"),
    ("ABOARD THE PAPAL PLANE (AP) —", ("ABOARD THE PAPAL PLANE",), None, None, "AP"),
    ("EN ROUTE TO LISBON (AP) —", ("EN ROUTE TO LISBON",), None, None, "AP"),
    ("VATICAN CITY (AP) —", ("VATICAN CITY",), None, None, "AP"),
    ("WEST PALM BEACH, Fla. (AP) --", ("WEST PALM BEACH",), "Fla.", None, "AP"),
    ("LAS VEGAS, N.M. (AP) –", ("LAS VEGAS",), "N.M.", None, "AP"),
    ("SALT LAKE CITY (AP) —", ("SALT LAKE CITY",), None, None, "AP"),
    ("WINSTON-SALEM, N.C. (AP) —", ("WINSTON-SALEM",), "N.C.", None, "AP"),
    ("COEUR D'ALENE, Idaho (AP) —", ("COEUR D'ALENE",), "Idaho", None, "AP"),
    ("SIOUX FALLS, S.D. (AP) —", ("SIOUX FALLS",), "S.D.", None, "AP"),
    ("DEIR AL-BALAH, Gaza Strip (AP) —", ("DEIR AL-BALAH",), "Gaza Strip", None, "AP"),
    ("(AP) —", (), None, None, "AP"),
    # AFP
    ("Lisbon (AFP) –", ("Lisbon",), None, None, "AFP"),
    ("Lisbon (AFP) -", ("Lisbon",), None, None, "AFP"),
    ("Lisbon, May 3, 2018 (AFP) -", ("Lisbon",), None, "2018-05-03", "AFP"),
    ("LISBON, May 3, 2018 (AFP) -", ("LISBON",), None, "2018-05-03", "AFP"),
    ("LISBON, May 3 (AFP) -", ("LISBON",), None, "--05-03", "AFP"),
    ("PARIS, le 3 mai 2018 (AFP) -", ("PARIS",), None, "2018-05-03", "AFP"),
    ("Paris, 3 août 2018 (AFP) -", ("Paris",), None, "2018-08-03", "AFP"),
    ("Aix-en-Provence (AFP) -", ("Aix-en-Provence",), None, None, "AFP"),
    ("Madrid, 3 May 2018 (AFP) -", ("Madrid",), None, "2018-05-03", "AFP"),
    ("Berlin (AFP) -", ("Berlin",), None, None, "AFP"),
    ("Lisbon (AFP)", ("Lisbon",), None, None, "AFP"),
    ("United Nations, United States, May 3, 2018 (AFP) -", ("United Nations",), "United States", "2018-05-03", "AFP"),
    ("Port-au-Prince, Haiti, May 3, 2018 (AFP) -", ("Port-au-Prince",), "Haiti", "2018-05-03", "AFP"),
    ("Aboard the Ocean Viking, May 3, 2018 (AFP) -", ("Aboard the Ocean Viking",), None, "2018-05-03", "AFP"),
    ("Near Mosul, Iraq (AFP) -", ("Near Mosul",), "Iraq", None, "AFP"),
    # dpa and the German agencies
    ("Berlin (dpa) -", ("Berlin",), None, None, "dpa"),
    ("Berlin/Hamburg (dpa/lno) -", ("Berlin", "Hamburg"), None, None, "dpa"),
    ("Frankfurt/Main (dpa) -", ("Frankfurt/Main",), None, None, "dpa"),
    ("Halle (Saale) (dpa/sa) -", ("Halle",), "Saale", None, "dpa"),
    ("Frankfurt (Oder) (dpa) -", ("Frankfurt",), "Oder", None, "dpa"),
    ("Mülheim an der Ruhr (dpa/lnw) -", ("Mülheim an der Ruhr",), None, None, "dpa"),
    ("FRANKFURT (dpa-AFX) -", ("FRANKFURT",), None, None, "dpa"),
    ("Berlin (dpa/tmn) -", ("Berlin",), None, None, "dpa"),
    ("Wien (APA) -", ("Wien",), None, None, "APA"),
    ("Wien/Linz (APA/dpa) -", ("Wien", "Linz"), None, None, "APA"),
    ("Bern, 3. Mai (ats) -", ("Bern",), None, "--05-03", "ATS"),
    ("Bern (sda)", ("Bern",), None, None, "SDA"),
    ("Bern (Keystone-SDA)", ("Bern",), None, None, "SDA"),
    ("Köln (SID) -", ("Köln",), None, None, "SID"),
    ("Bonn (KNA)", ("Bonn",), None, None, "KNA"),
    ("Frankfurt a.M. (epd).", ("Frankfurt a.M.",), None, None, "epd"),
    ("Berlin (dts Nachrichtenagentur) -", ("Berlin",), None, None, "dts"),
    ("Berlin (epd)", ("Berlin",), None, None, "epd"),
    # Italy, Spain, Portugal, Latin America
    ("(ANSA) - ROMA, 3 MAG -", ("ROMA",), None, "--05-03", "ANSA"),
    ("(ANSA) - Rome, May 3 -", ("Rome",), None, "--05-03", "ANSA"),
    ("(ANSA) -", (), None, None, "ANSA"),
    ("Roma, 3 mag. (askanews) -", ("Roma",), None, "--05-03", "askanews"),
    ("Roma, 3 mag. (Adnkronos) -", ("Roma",), None, "--05-03", "Adnkronos"),
    ("Roma, 3 mag. - (Adnkronos) -", ("Roma",), None, "--05-03", "Adnkronos"),
    ("(AGI) - Roma, 3 mag. -", ("Roma",), None, "--05-03", "AGI"),
    ("AGI - Roma, 3 maggio -", ("Roma",), None, "--05-03", "AGI"),
    ("ROMA (ITALPRESS) -", ("ROMA",), None, None, "Italpress"),
    ("Milano, 3 mag. (LaPresse) -", ("Milano",), None, "--05-03", "LaPresse"),
    ("Madrid, 3 may (EFE).-", ("Madrid",), None, "--05-03", "EFE"),
    ("Madrid, 3 may. (EFE).-", ("Madrid",), None, "--05-03", "EFE"),
    ("Santiago de Chile, 3 may (EFE).-", ("Santiago de Chile",), None, "--05-03", "EFE"),
    ("MADRID, 3 May. (EUROPA PRESS) -", ("MADRID",), None, "--05-03", "Europa Press"),
    ("MADRID, 3 (EUROPA PRESS)", ("MADRID",), None, None, "Europa Press"),
    ("Lisboa, 03 mai 2018 (Lusa) –", ("Lisboa",), None, "2018-05-03", "Lusa"),
    ("Buenos Aires, 3 may (Télam) -", ("Buenos Aires",), None, "--05-03", "Télam"),
    ("La Habana, 3 may (Prensa Latina)", ("La Habana",), None, "--05-03", "Prensa Latina"),
    ("Caracas, 03 de mayo de 2018 (AVN).-", ("Caracas",), None, "2018-05-03", "AVN"),
    ("La Paz, 3 de mayo (ABI).-", ("La Paz",), None, "--05-03", "ABI"),
    ("México, 3 May (Notimex).-", ("México",), None, "--05-03", "Notimex"),
    ("CIUDAD DE MÉXICO (AP) —", ("CIUDAD DE MÉXICO",), None, None, "AP"),
    ("BRASÍLIA, 3 de maio (Reuters) -", ("BRASÍLIA",), None, "--05-03", "Reuters"),
    # the Low Countries, the North, the Baltic
    ("DEN HAAG (ANP) -", ("DEN HAAG",), None, None, "ANP"),
    ("AMSTERDAM, 3 mei (ANP) -", ("AMSTERDAM",), None, "--05-03", "ANP"),
    ("BRUSSEL 03/05 (BELGA) =", ("BRUSSEL",), None, None, "Belga"),
    ("BRUSSEL 23/05 (BELGA) =", ("BRUSSEL",), None, "--05-23", "Belga"),
    ("OSLO (NTB):", ("OSLO",), None, None, "NTB"),
    ("Oslo (NTB-Reuters):", ("Oslo",), None, None, "NTB"),
    ("OSLO 3. mai (NTB) -", ("OSLO",), None, "--05-03", "NTB"),
    ("STOCKHOLM (TT)", ("STOCKHOLM",), None, None, "TT"),
    ("Malmö, 3 maj (TT) -", ("Malmö",), None, "--05-03", "TT"),
    ("KØBENHAVN (Ritzau) -", ("KØBENHAVN",), None, None, "Ritzau"),
    ("HELSINKI (STT) -", ("HELSINKI",), None, None, "STT"),
    ("VILNIUS, May 03, BNS –", ("VILNIUS",), None, "--05-03", "BNS"),
    ("RIGA, May 3 (LETA) -", ("RIGA",), None, "--05-03", "LETA"),
    # central and eastern Europe, central Asia
    ("Warsaw, May 3 (PAP) -", ("Warsaw",), None, "--05-03", "PAP"),
    ("Prague, May 3 (CTK) -", ("Prague",), None, "--05-03", "CTK"),
    ("Budapest, 3 May (MTI) –", ("Budapest",), None, "--05-03", "MTI"),
    ("Bratislava, May 3 (TASR) –", ("Bratislava",), None, "--05-03", "TASR"),
    ("ZAGREB, May 3 (Hina) -", ("ZAGREB",), None, "--05-03", "HINA"),
    ("Ljubljana, 3 May (STA) -", ("Ljubljana",), None, "--05-03", "STA"),
    ("Sofia, May 3 (BTA) -", ("Sofia",), None, "--05-03", "BTA"),
    ("Bucharest, May 3 /Agerpres/ -", ("Bucharest",), None, "--05-03", "Agerpres"),
    ("TIRANA, May 3 /ATA/ -", ("TIRANA",), None, "--05-03", "ATA"),
    ("Skopje, 3 May 2018 (MIA) -", ("Skopje",), None, "2018-05-03", "MIA"),
    ("MOSCOW, May 3. /TASS/.", ("MOSCOW",), None, "--05-03", "TASS"),
    ("MOSCOW, May 3 /TASS/.", ("MOSCOW",), None, "--05-03", "TASS"),
    ("TASS, May 3.", (), None, "--05-03", "TASS"),
    ("MOSCOW. May 3 (Interfax) -", ("MOSCOW",), None, "--05-03", "Interfax"),
    ("MOSCOW, May 3 (RIA Novosti) –", ("MOSCOW",), None, "--05-03", "RIA Novosti"),
    ("MOSCOW (Sputnik) -", ("MOSCOW",), None, None, "Sputnik"),
    ("Kyiv, 3 May. /Ukrinform/.", ("Kyiv",), None, "--05-03", "Ukrinform"),
    ("KYIV. May 3 (Interfax-Ukraine) –", ("KYIV",), None, "--05-03", "Interfax"),
    ("MINSK, 3 May (BelTA) –", ("MINSK",), None, "--05-03", "BelTA"),
    ("Baku, May 3, AZERTAC", ("Baku",), None, "--05-03", "AZERTAC"),
    ("ASTANA. KAZINFORM –", ("ASTANA",), None, None, "Kazinform"),
    ("Bishkek, May 3 / Kabar /.", ("Bishkek",), None, "--05-03", "Kabar"),
    ("Ulaanbaatar, May 3 /MONTSAME/.", ("Ulaanbaatar",), None, "--05-03", "Montsame"),
    # the Middle East
    ("TEHRAN, May 03 (MNA) –", ("TEHRAN",), None, "--05-03", "MNA"),
    ("Tehran, May 3, IRNA –", ("Tehran",), None, "--05-03", "IRNA"),
    ("TEHRAN (Tasnim) –", ("TEHRAN",), None, None, "Tasnim"),
    ("TEHRAN (FNA)-", ("TEHRAN",), None, None, "FNA"),
    ("TEHRAN (ISNA) -", ("TEHRAN",), None, None, "ISNA"),
    ("AMMAN, May 3 (Petra) --", ("AMMAN",), None, "--05-03", "Petra"),
    ("ABU DHABI, 3rd May, 2018 (WAM) --", ("ABU DHABI",), None, "2018-05-03", "WAM"),
    ("Riyadh, Sha'ban 17, 1439, May 3, 2018, SPA --", ("Riyadh",), None, "2018-05-03", "SPA"),
    ("Riyadh, May 3, SPA --", ("Riyadh",), None, "--05-03", "SPA"),
    ("Manama, May 3 (BNA):", ("Manama",), None, "--05-03", "BNA"),
    ("Doha, May 03 (QNA) -", ("Doha",), None, "--05-03", "QNA"),
    ("KUWAIT, May 3 (KUNA) --", ("KUWAIT",), None, "--05-03", "KUNA"),
    ("CAIRO, May 3 (MENA) -", ("CAIRO",), None, "--05-03", "MENA"),
    ("Damascus, SANA –", ("Damascus",), None, None, "SANA"),
    ("DAMASCUS, May 3 (SANA) –", ("DAMASCUS",), None, "--05-03", "SANA"),
    ("RAMALLAH, Thursday, May 3, 2018 (WAFA) –", ("RAMALLAH",), None, "2018-05-03", "WAFA"),
    ("BETHLEHEM (Ma'an) --", ("BETHLEHEM",), None, None, "Ma'an"),
    ("NNA -", (), None, None, "NNA"),
    ("ANKARA (AA) -", ("ANKARA",), None, None, "Anadolu"),
    ("RAMALLAH, May 3, 2018, (WAFA) –", ("RAMALLAH",), None, "2018-05-03", "WAFA"),
    ("JERUSALEM (JTA) —", ("JERUSALEM",), None, None, "JTA"),
    # south and east Asia
    ("PUNE, May 3 (PTI)", ("PUNE",), None, "--05-03", "PTI"),
    ("New Delhi, May 3 (PTI)", ("New Delhi",), None, "--05-03", "PTI"),
    ("New Delhi [India], May 3 (ANI):", ("New Delhi",), "India", "--05-03", "ANI"),
    ("Washington D.C. [USA], May 3 (ANI):", ("Washington",), "D.C., USA", "--05-03", "ANI"),
    ("New Delhi, May 3 (IANS)", ("New Delhi",), None, "--05-03", "IANS"),
    ("Mumbai, May 3 (UNI)", ("Mumbai",), None, "--05-03", "UNI"),
    ("ISLAMABAD, May 3 (APP):", ("ISLAMABAD",), None, "--05-03", "APP"),
    ("DHAKA, May 3, 2018 (BSS) -", ("DHAKA",), None, "2018-05-03", "BSS"),
    ("DHAKA, May 3, 2018 (BSS/AFP) -", ("DHAKA",), None, "2018-05-03", "BSS"),
    ("Dhaka, May 3 (UNB) –", ("Dhaka",), None, "--05-03", "UNB"),
    ("Kathmandu, May 3 (RSS):", ("Kathmandu",), None, "--05-03", "RSS"),
    ("BEIJING, May 3 (Xinhua) --", ("BEIJING",), None, "--05-03", "Xinhua"),
    ("URUMQI, May 3 (Xinhua) -", ("URUMQI",), None, "--05-03", "Xinhua"),
    ("UNITED NATIONS, May 3 (Xinhua) --", ("UNITED NATIONS",), None, "--05-03", "Xinhua"),
    ("XI'AN, May 3 (Xinhua) --", ("XI'AN",), None, "--05-03", "Xinhua"),
    ("HANGZHOU, Sept. 3 (Xinhuanet) --", ("HANGZHOU",), None, "--09-03", "Xinhua"),
    ("BEIJING, May 3 (ChinaNews) --", ("BEIJING",), None, "--05-03", "ChinaNews"),
    ("SEOUL, May 3 (Yonhap) --", ("SEOUL",), None, "--05-03", "Yonhap"),
    ("(LEAD) SEOUL, Oct. 2 (Yonhap) --", ("SEOUL",), None, "--10-02", "Yonhap"),
    ("PANMUNJOM, Korea, May 3 (Joint Press Corps-Yonhap) --", ("PANMUNJOM",), "Korea", "--05-03", "Yonhap"),
    ("Pyongyang, May 3 (KCNA) --", ("Pyongyang",), None, "--05-03", "KCNA"),
    ("TOKYO, May 3 Kyodo -", ("TOKYO",), None, "--05-03", "Kyodo"),
    ("Tokyo, May 3 (Jiji Press)--", ("Tokyo",), None, "--05-03", "Jiji"),
    ("Taipei, May 3 (CNA)", ("Taipei",), None, "--05-03", "CNA"),
    ("MANILA, May 3 (PNA) --", ("MANILA",), None, "--05-03", "PNA"),
    ("Jakarta (ANTARA News) -", ("Jakarta",), None, None, "Antara"),
    ("Jakarta (ANTARA) -", ("Jakarta",), None, None, "Antara"),
    ("KUALA LUMPUR, May 3 (Bernama) --", ("KUALA LUMPUR",), None, "--05-03", "Bernama"),
    ("KUALA LUMPUR, May 3 --", ("KUALA LUMPUR",), None, "--05-03", None),
    ("BANGKOK, May 3 (TNA) –", ("BANGKOK",), None, "--05-03", "TNA"),
    ("HANOI (VNS) —", ("HANOI",), None, None, "VNS"),
    ("Hanoi (VNA) –", ("Hanoi",), None, None, "VNA"),
    ("AKP Phnom Penh, May 3, 2018 -", ("Phnom Penh",), None, "2018-05-03", "AKP"),
    # Australia and New Zealand
    ("SYDNEY, May 3 AAP -", ("SYDNEY",), None, "--05-03", "AAP"),
    ("CANBERRA, May 3 (AAP) -", ("CANBERRA",), None, "--05-03", "AAP"),
    ("WELLINGTON, May 3 NZPA -", ("WELLINGTON",), None, "--05-03", "NZPA"),
    # Africa
    ("ABUJA, May 3, 2018 (NAN)", ("ABUJA",), None, "2018-05-03", "NAN"),
    ("Lagos, May 3, 2018 (NAN) -", ("Lagos",), None, "2018-05-03", "NAN"),
    ("Accra, May 3, GNA -", ("Accra",), None, "--05-03", "GNA"),
    ("ALGIERS, May 3 (APS) -", ("ALGIERS",), None, "--05-03", "APS"),
    ("Rabat, May 3 (MAP) -", ("Rabat",), None, "--05-03", "MAP"),
    ("Tunis, May 3 (TAP) -", ("Tunis",), None, "--05-03", "TAP"),
    ("Addis Ababa, May 3, 2018 (FBC) –", ("Addis Ababa",), None, "2018-05-03", "FBC"),
    ("Addis Ababa May 3/2018 (ENA) -", ("Addis Ababa",), None, "2018-05-03", "ENA"),
    ("Khartoum, May 3 (SUNA) -", ("Khartoum",), None, "--05-03", "SUNA"),
    ("Dakar, Senegal (PANA) -", ("Dakar",), "Senegal", None, "PANA"),
    ("NAIROBI, 3 May 2018 (IRIN) -", ("NAIROBI",), None, "2018-05-03", "IRIN"),
    ("ROME, May 3 2018 (IPS) -", ("ROME",), None, "2018-05-03", "IPS"),
    # North America, business wires, others
    ("WASHINGTON, May 3 (UPI) --", ("WASHINGTON",), None, "--05-03", "UPI"),
    ("May 3 (Bloomberg) --", (), None, "--05-03", "Bloomberg"),
    ("(Bloomberg) --", (), None, None, "Bloomberg"),
    ("3 May (Dow Jones) --", (), None, "--05-03", "Dow Jones"),
    ("NEW YORK (Dow Jones)--", ("NEW YORK",), None, None, "Dow Jones"),
    ("WASHINGTON -(Dow Jones)-", ("WASHINGTON",), None, None, "Dow Jones"),
    ("WASHINGTON (CNN) --", ("WASHINGTON",), None, None, "CNN"),
    ("(CNN) —", (), None, None, "CNN"),
    ("NEW YORK (MarketWatch) --", ("NEW YORK",), None, None, "MarketWatch"),
    ("VATICAN CITY (CNS) --", ("VATICAN CITY",), None, None, "CNS"),
    ("ROME, MAY 3, 2018 (Zenit.org).-", ("ROME",), None, "2018-05-03", "Zenit"),
    ("LISBON, May 3, 2018 /PRNewswire/ --", ("LISBON",), None, "2018-05-03", "PRNewswire"),
    ("TORONTO, May 3, 2018 /CNW/ -", ("TORONTO",), None, "2018-05-03", "CNW"),
    (
        "JOHANNESBURG, South Africa, May 3, 2018/APO Group/ --",
        ("JOHANNESBURG",),
        "South Africa",
        "2018-05-03",
        "APO Group",
    ),
    ("NEW YORK, May 03, 2018 (GLOBE NEWSWIRE) --", ("NEW YORK",), None, "2018-05-03", "GLOBE NEWSWIRE"),
    ("NEW YORK--(BUSINESS WIRE)--", ("NEW YORK",), None, None, "Business Wire"),
    ("TORONTO, ONTARIO--(Marketwired - May 3, 2018) -", ("TORONTO",), "ONTARIO", "2018-05-03", "Marketwired"),
    ("GENEVA (3 May 2018) –", ("GENEVA",), None, "2018-05-03", None),
    ("VIENNA, 3 May 2018 (IAEA) –", ("VIENNA",), None, "2018-05-03", "IAEA"),
    ("OTTAWA, May 3 (CP) —", ("OTTAWA",), None, "--05-03", "CP"),
    ("LONDON, May 3 (PA) -", ("LONDON",), None, "--05-03", "PA"),
    # place, day and dash
    ("LISBON, May 3 -", ("LISBON",), None, "--05-03", None),
    ("LISBON, May 3 –", ("LISBON",), None, "--05-03", None),
    ("Lisbon, May 3 --", ("Lisbon",), None, "--05-03", None),
    ("LISBON, 3 May —", ("LISBON",), None, "--05-03", None),
    ("LISBON, May 3.-", ("LISBON",), None, "--05-03", None),
    ("LISBON, March 3rd -", ("LISBON",), None, "--03-03", None),
    ("LISBON, 2018-05-03 -", ("LISBON",), None, "2018-05-03", None),
    ("LISBON, 23.05.2018 -", ("LISBON",), None, "2018-05-23", None),
    ("Beograd, 3. maj -", ("Beograd",), None, "--05-03", None),
    ("Brigue VS (ats)", ("Brigue",), "VS", None, "ATS"),
    ("(New York, NY - October 21)", ("New York",), "NY", "--10-21", None),
    ("(Lisbon, 3 May 2018)", ("Lisbon",), None, "2018-05-03", None),
    ("(美國商業資訊)--", (), None, None, "Business Wire"),
    ("(Harbour Network) -", (), None, None, "Harbour Network"),
    ("Genève, 1er mai (ats) -", ("Genève",), None, "--05-01", "ATS"),
    # the day stands first, behind a place that ends like a month
    ("RIO DE JANEIRO, 6 Mar (Reuters) -", ("RIO DE JANEIRO",), None, "--03-06", "Reuters"),
    ("RIO DE JANEIRO, March 6 (Reuters) -", ("RIO DE JANEIRO",), None, "--03-06", "Reuters"),
    ("Río de Janeiro, 6 mar (EFE).-", ("Río de Janeiro",), None, "--03-06", "EFE"),
    ("Rio de Janeiro, 06 mar 2024 (Lusa) -", ("Rio de Janeiro",), None, "2024-03-06", "Lusa"),
    ("Rio de Janeiro, 6 mars 2024 (AFP) -", ("Rio de Janeiro",), None, "2024-03-06", "AFP"),
    ("Rio de Janeiro, 6 de janeiro de 2024 (Lusa) -", ("Rio de Janeiro",), None, "2024-01-06", "Lusa"),
    # small words and articles of places
    ("Weil ob der Leine (dpa/lby) -", ("Weil ob der Leine",), None, None, "dpa"),
    ("Neustadt a.d. Leine (dpa/lby) -", ("Neustadt a.d. Leine",), None, None, "dpa"),
    ("Freiberg im Breisgau (dpa/lsw) -", ("Freiberg im Breisgau",), None, None, "dpa"),
    ("Burg auf Rügen (dpa/lno) -", ("Burg auf Rügen",), None, None, "dpa"),
    ("St. Johann im Walde (APA) -", ("St. Johann im Walde",), None, None, "APA"),
    ("Roth v.d. Höhe (dpa) -", ("Roth v.d. Höhe",), None, None, "dpa"),
    ("A Coruña, 4 mar (EFE).-", ("A Coruña",), None, "--03-04", "EFE"),
    ("A Estrada (Pontevedra), 4 mar (EFE).-", ("A Estrada",), "Pontevedra", "--03-04", "EFE"),
    ("As Pontes (A Coruña), 4 mar (EFE).-", ("As Pontes",), "A Coruña", "--03-04", "EFE"),
    ("The Hague, 4 March (ANP) -", ("The Hague",), None, "--03-04", "ANP"),
    ("Sant Joan d'Alacant, 4 mar (EFE).-", ("Sant Joan d'Alacant",), None, "--03-04", "EFE"),
    ("L’Hospitalet de l’Infant, 4 mar (EFE).-", ("L’Hospitalet de l’Infant",), None, "--03-04", "EFE"),
    ("Vilanova i la Geltrú (Barcelona), 4 mar (EFE).-", ("Vilanova i la Geltrú",), "Barcelona", "--03-04", "EFE"),
    ("'S-HERTOGENBOSCH, Netherlands, March 4 (Reuters) -", ("'S-HERTOGENBOSCH",), "Netherlands", "--03-04", "Reuters"),
    ("’s-Hertogenbosch (ANP) -", ("’s-Hertogenbosch",), None, None, "ANP"),
    ("'t Harde (ANP) -", ("'t Harde",), None, None, "ANP"),
    # names of agencies, and where they stand
    ("Zürich (awp) -", ("Zürich",), None, None, "AWP"),
    ("Genève (Keystone-ATS) -", ("Genève",), None, None, "ATS"),
    ("Genève (Keystone-ATS)", ("Genève",), None, None, "ATS"),
    ("(ANSAmed) - LISBONA, 04 MAR -", ("LISBONA",), None, "--03-04", "ANSA"),
    ("København /ritzau/ -", ("København",), None, None, "Ritzau"),
    ("LISBON, Maine--(Newsfile Corp. - March 4, 2024) -", ("LISBON",), "Maine", "2024-03-04", "Newsfile"),
    ("CHICAGO (CBS) —", ("CHICAGO",), None, None, "CBS"),
    ("Lucknow (Uttar Pradesh) [India], March 4 (ANI):", ("Lucknow",), "Uttar Pradesh, India", "--03-04", "ANI"),
    ("MOSCOW, March 5. /TASS Correspondent Ana Costa/.", ("MOSCOW",), None, "--03-05", "TASS"),
    ("LISBON, AL / ACCESSWIRE / March 4, 2024 /", ("LISBON",), "AL", "2024-03-04", "ACCESSWIRE"),
    ("МОСКВА, 5 марта. /ТАСС/.", ("МОСКВА",), None, "--03-05", "TASS"),
    ("МОСКВА, 5 мар - РИА Новости.", ("МОСКВА",), None, "--03-05", "RIA Novosti"),
    ("Москва. 5 марта. ИНТЕРФАКС -", ("Москва",), None, "--03-05", "Interfax"),
    ("MOSCOW, 5 March - RIA Novosti.", ("MOSCOW",), None, "--03-05", "RIA Novosti"),
)

BY_PROSE: tuple[tuple[str, tuple[str, ...], str | None], ...] = (
    ("OTTAWA —", ("OTTAWA",), None),
    ("OTTAWA –", ("OTTAWA",), None),
    ("OTTAWA -", ("OTTAWA",), None),
    ("OTTAWA --", ("OTTAWA",), None),
    ("JERUSALEM --", ("JERUSALEM",), None),
    ("VANCOUVER, B.C. —", ("VANCOUVER",), "B.C."),
    ("GAZA CITY —", ("GAZA CITY",), None),
    ("TULSA, Okla. —", ("TULSA",), "Okla."),
    ("TULSA, Okla.—", ("TULSA",), "Okla."),
    ("WASHINGTON—", ("WASHINGTON",), None),
    ("SEOUL/TOKYO —", ("SEOUL", "TOKYO"), None),
    ("NEW YORK and LONDON —", ("NEW YORK", "LONDON"), None),
    ("MANSOURA -", ("MANSOURA",), None),
    ("ABOARD THE ARCTIC SUN —", ("ABOARD THE ARCTIC SUN",), None),
    ("ISLAMABAD:", ("ISLAMABAD",), None),
    ("KARACHI:", ("KARACHI",), None),
    ("NEW DELHI:", ("NEW DELHI",), None),
    ("KUALA LUMPUR:", ("KUALA LUMPUR",), None),
    ("[MANILA]", ("MANILA",), None),
    ("[CAPE TOWN]", ("CAPE TOWN",), None),
    ("(MANILA) -", ("MANILA",), None),
    ("(Beirut) –", ("Beirut",), None),
    ("(New York) –", ("New York",), None),
    ("(Geneva/Nairobi) –", ("Geneva", "Nairobi"), None),
    ("SALT LAKE CITY (KUTV) —", ("SALT LAKE CITY",), None),
    ("LANSING, Mich. (WLNS) –", ("LANSING",), "Mich."),
    ("ALGIERS-", ("ALGIERS",), None),
    ("PARIS--", ("PARIS",), None),
    ("(NTB):", (), None),
    ("(Belga)", (), None),
)

TITLE: tuple[tuple[str, tuple[str, ...], str | None], ...] = (
    ("Lisbon -", ("Lisbon",), None),
    ("Lisbon –", ("Lisbon",), None),
    ("Lisbon —", ("Lisbon",), None),
    ("Lisbon:", ("Lisbon",), None),
    ("Cape Town –", ("Cape Town",), None),
    ("Rio de Janeiro -", ("Rio de Janeiro",), None),
    ("Porto, Portugal -", ("Porto",), "Portugal"),
    ("Lisbon/Madrid -", ("Lisbon", "Madrid"), None),
    ("OTTAWA —", ("OTTAWA",), None),
)

NONE = (
    # a bracket in a sentence
    "The agency (Reuters) said it had no comment.",
    "The agency (AFP) - it was founded in 1944 - said so.",
    "He told him (AP) - no",
    "An office of the agency (dpa) was closed.",
    "Ana Costa (PS) - the minister - came on Monday.",
    "Ana Costa (left) - seen here in May - is the minister.",
    "The party (PS) – which lost – said it would try again.",
    "Costa (PT) beat Lind (NO) in the final on Monday.",
    "Agency Reuters (Reuters) said on Monday it would close.",
    "In Lisbon (AP) - no",
    "At the port of Lisbon (Reuters) it was quiet.",
    "Lisbon (population 500,000) - the capital - was quiet.",
    "Lisbon (pictured) is the capital of Portugal.",
    "Portugal (the holders) - beaten by Spain - went home.",
    "The Bank of Lisbon (BOL) - the largest - said so.",
    "Acme Corp (ACME.N) - the maker of anvils - said so.",
    "ACME CORP (NYSE:ACM) - Shares of the maker of anvils rose 2 percent on Monday in New York.",
    "ACME INC (Acme) - Shares of the maker of anvils rose by 2 percent on Monday in New York trade.",
    "IBM (IBM.N) - Shares of the company rose by 2 percent on Monday in New York trade.",
    "BANCO DE LISBOA SA (Euronext) - Shares of the bank rose by 2 percent on Monday, it was said.",
    "COSTA (Porto) - Ana Costa scored twice on Monday and her side won by three goals to one.",
    "Reuters (LISBON) said",
    "(Reuters)",
    "(AP",
    "(dpa) war die erste",
    "(Adds quotes) - the minister said on Monday that he would go and that he would not come back.",
    "(Photo) - The harbour of Lisbon is seen on Monday in a picture that was taken from the air.",
    "(Updated) - The harbour of Lisbon was closed on Monday after a storm had broken its wall.",
    "[Photo] The harbour of Lisbon is seen on Monday in a picture that was taken from the air.",
    "[VIDEO] The harbour of Lisbon is seen on Monday in a film that was taken from the air.",
    "[sic] The harbour was closed, and nobody said why it had been closed or when it would open.",
    "[1] The harbour of Lisbon was closed on Monday after a storm had broken its wall, police said.",
    # sentences with a day
    "In May 3 (three) people were hurt.",
    "On May 3 - a Thursday - the harbour was closed.",
    "A man, March 4 - said",
    "The harbour, closed on May 3 - a Thursday - will open.",
    "By May 3 -- a Thursday -- it was over.",
    "May 3 - a Thursday - was the last day.",
    "May 3 was the last day of the talks in Lisbon.",
    "Since April 3 the harbour has been closed.",
    "Monday, May 3 was the last day.",
    "He was born in Lisbon, May 3, 1918, and died there.",
    "She moved to Lisbon, Portugal, on May 3 - her birthday.",
    "Talks in Lisbon on May 3 - the last - failed.",
    "When the harbour closed, May 3 - a Thursday - came.",
    # dashes in sentences and headlines
    "Talks resumed - after a week",
    "Talks resumed -- after a week",
    "SOYBEANS - prices fell",
    "GOLD - steady in London trade as the dollar slips and buyers in Asia stand aside on Monday.",
    "Lisbon - London flights are to resume on Monday, the airline said in a statement to the press.",
    "Lisbon – the capital of Portugal – was quiet on Monday after a night of storms, police said.",
    "Porto – Talks resume",
    "Gold - Steady",
    "Costa - “We will go on”",
    "Yes - but",
    "A - B",
    "-",
    "- Talks resume",
    "– Talks resume in Lisbon",
    "* LISBON - Talks resume",
    "FACTBOX - Key facts on the harbour of Lisbon, which was closed on Monday after a storm.",
    "CORRECTED - Harbour of Lisbon closed on Monday after a storm had broken its wall, police say.",
    "UPDATE - Harbour of Lisbon closed on Monday after a storm had broken its wall, police say.",
    "ANALYSIS - Why the harbour of Lisbon was closed on Monday, and what it means for its trade.",
    "EXCLUSIVE - Harbour of Lisbon to be closed on Monday after a storm, sources tell the paper.",
    "ADVISORY - Harbour of Lisbon story to follow on Monday after the talks, which are to resume.",
    "NOTE - The harbour of Lisbon was closed on Monday after a storm had broken its wall, it said.",
    "SOCCER - Portugal beat Spain in Lisbon on Monday and went on to the final, where they met Italy.",
    "TENNIS - Costa beat Lind in Lisbon on Monday and went on to the final, where she met Day.",
    "MARKETS - Shares rose in Lisbon on Monday as oil fell and the banks said that all was well.",
    "RESULTS - The harbour company of Lisbon said on Monday that its profit rose by two percent.",
    "WEATHER - Storms are expected in Lisbon on Monday and will move to the north on Tuesday.",
    "BREAKING - The harbour of Lisbon was closed on Monday after a storm had broken its wall.",
    "CEO - The head of the harbour company of Lisbon said on Monday that she would leave it.",
    # colons
    "SOCCER: Portugal beat Spain in Lisbon on Monday and went on to the final, where they met Italy.",
    "NOTE: The harbour of Lisbon was closed on Monday after a storm had broken its wall, it said.",
    "ANALYSIS: Why the harbour of Lisbon was closed on Monday, and what it means for its trade.",
    "WATCH: The harbour of Lisbon is closed after a storm that broke its wall on Monday morning.",
    "READ MORE: The harbour of Lisbon is closed after a storm that broke its wall on Monday.",
    "QUESTION: What did the minister say to you when you met him in Lisbon on Monday of that week?",
    "COSTA: We said that we would go on, and we have gone on. That is all that I will say today.",
    "Q: What did the minister say to you when you met him in Lisbon on Monday of that week?",
    "A: The minister said that he would go on, and that he would not come back to this question.",
    "ISLAMABAD: Talks resume",
    "LISBON: 14 degrees",
    "LISBON: www.example.org",
    "PHOTOS: The harbour of Lisbon is seen on Monday in pictures that were taken from the air.",
    "UPDATE: The harbour of Lisbon is closed after a storm that broke its wall on Monday morning.",
    "Lisbon: The harbour was closed on Monday after a storm had broken its wall, police said.",
    # scores, tables, lists
    "ARSENAL 2 CHELSEA 1 -",
    "ARSENAL 2 CHELSEA 1 - Costa scored twice on Monday and her side went on to the final in May.",
    "ARSENAL - CHELSEA 2-1",
    "ARSENAL - CHELSEA",
    "LISBON - PORTO 2-1 (1-0)",
    "PORTUGAL (2) - SPAIN (1)",
    "BOLT, USAIN (JAM) - 9.58",
    "1. LISBON (POR) - 23 points",
    "LISBON  14  CLOUDY",
    "LISBON - 14",
    "DOW - 10,000.00",
    "EUR - 1.10",
    "SPAIN - 3 GOLD, 2 SILVER",
    "MEN - 100 METRES",
    "HOME - AWAY",
    # quotations, questions, names
    "“LISBON (Reuters) - no",
    '"LISBON, May 3 - it was quiet," he wrote.',
    "Who? LISBON (Reuters) -",
    "Ana Costa on May 3 - no place",
    "President Ana Costa - the first - came",
    "Mr. Costa (AP) was there.",
    "Dear Ms. Costa - We regret",
    "Yours, Ana - Lisbon",
    # other lines of a story
    "By Ana Costa",
    "By Ana Costa, Reuters",
    "Reporting by Ana Costa in Lisbon (Reuters)",
    "REUTERS/Ana Costa",
    "Reuters Staff",
    "Ana Costa | Reuters | Lisbon",
    "3 Min Read",
    "(Reporting by Ana Costa; Editing by Bo Lind)",
    "(Reuters) said on Monday that it would close its office.",
    "Related Coverage - Lisbon",
    "© 2018 Reuters - all rights",
    "Fri May 3, 2019 10:15am EDT",
    "May 3, 2019",
    "Published May 3, 2019 - 10:15",
    "Updated: May 3, 2019 - 10:15 AM",
    "http://www.example.org/LISBON - story",
    "LISBON",
    "LISBON, Portugal",
    "LISBON-PORTO TALKS RESUME",
    "LISBON-Talks resume",
    "LISBON TALKS RESUME - MINISTER",
    "LISBON TALKS RESUME -MINISTER",
    "Von Ana Costa, dpa-AFX",
    "Af Ana Costa/ritzau/",
    "Ana Costa /ritzau/ skriver",
    "Von dpa-Korrespondent Bo Lind",
    "Eine Reuters-Umfrage, die am Montag kam, sagte, es gehe aufwärts mit dem Hafen der Stadt.",
    "A Coruña festival (EFE) - no",
    "A union, 4 March (AP) - no",
    "'Sorry' LISBON (Reuters) - no",
    "(Belga) said on Monday that it would close its office in the port of Lisbon for good.",
    "(Belga) Port of Lisbon opens",
    "(AFP)",
    "ORACLE (ORC) - Shares of the company rose by 2 percent on Monday in New York trade, it said.",
    "МОСКВА - РИА Новости",
    "BC-Lisbon-Talks, 1st Ld - Writethru",
    "UPDATE 1-Lisbon talks resume (Reuters)",
    "",
    " ",
    "(",
    ")",
    "/TASS/",
    "//",
    "()",
    "[]",
    "[] -",
    "() -",
)

SUPPLIER_TITLE_NONE = (
    "Update - The harbour of Lisbon was closed on Monday after a storm had broken its wall.",
    "Analysis - Why the harbour of Lisbon was closed on Monday, and what it means for its trade.",
    "Yesterday - the harbour was closed.",
    "The harbour - closed since Monday after a storm - will open again by noon on Tuesday, it said.",
    "He came - and went away again after he had seen what he had come to see, the minister said.",
    "Lisbon - London flights",
    "Monday - The harbour of Lisbon was closed after a storm had broken its wall, the police said.",
)


ONLY_A_TITLE = (
    "Lisbon: The harbour was closed on Monday after a storm had broken its wall, police said.",
    "Lisbon - London flights are to resume on Monday, the airline said in a statement to the press.",
)
"""They are none but for a supplier whose places are in title case."""


def test_there_are_enough_of_both() -> None:
    assert len(SURE) + len(BY_PROSE) + len(TITLE) >= 200
    assert len(NONE) + len(SUPPLIER_TITLE_NONE) >= 120


@pytest.mark.parametrize(("printed", "places", "region", "date", "agency"), SURE)
def test_a_dateline_with_agency_or_day(
    printed: str, places: tuple[str, ...], region: str | None, date: str | None, agency: str | None
) -> None:
    found = dateline_of(f"{printed} {PROSE}")
    assert found is not None
    dateline, rest = found
    assert (dateline.text, rest) == (printed, PROSE)
    assert (dateline.places, dateline.region, dateline.date, dateline.agency) == (places, region, date, agency)


@pytest.mark.parametrize("printed", [printed for printed, *_ in SURE if printed[-1] in "-–—_"])
def test_a_dash_may_be_glued_to_the_text(printed: str) -> None:
    found = dateline_of(f"{printed}{PROSE}")
    assert found is not None
    assert (found[0].text, found[1]) == (printed, PROSE)


@pytest.mark.parametrize("printed", [printed for printed, *_ in SURE if "(Reuters" in printed or "(AP)" in printed])
@pytest.mark.parametrize(
    "rest", ["“We will go on,” he said.", "Two ships sailed.", "14 ships sailed.", "$3 is paid.", ""]
)
def test_what_follows_a_named_agency_is_free(printed: str, rest: str) -> None:
    found = dateline_of(f"{printed} {rest}".rstrip())
    assert found is not None
    assert (found[0].text, found[1]) == (printed, rest)


@pytest.mark.parametrize(("printed", "places", "region"), BY_PROSE)
def test_a_place_and_its_mark_before_prose(printed: str, places: tuple[str, ...], region: str | None) -> None:
    blank = "" if printed.endswith(("N—", ".—")) else " "
    found = dateline_of(f"{printed}{blank}{PROSE}")
    assert found is not None
    dateline, rest = found
    assert (dateline.text, rest) == (printed, PROSE)
    assert (dateline.places, dateline.region, dateline.date) == (places, region, None)


@pytest.mark.parametrize(("printed", "places", "region"), TITLE)
def test_a_supplier_whose_places_are_in_title_case(printed: str, places: tuple[str, ...], region: str | None) -> None:
    found = dateline_of(f"{printed} {PROSE}", "title")
    assert found is not None
    dateline, rest = found
    assert (dateline.text, rest) == (printed, PROSE)
    assert (dateline.places, dateline.region) == (places, region)


@pytest.mark.parametrize("text", NONE)
def test_no_dateline(text: str) -> None:
    assert dateline_of(text) is None


@pytest.mark.parametrize("text", [*SUPPLIER_TITLE_NONE, *(text for text in NONE if text not in ONLY_A_TITLE)])
def test_no_dateline_in_title_case_either(text: str) -> None:
    assert dateline_of(text, "title") is None


@pytest.mark.parametrize("printed", [printed for printed, *_ in SURE])
def test_a_supplier_without_datelines(printed: str) -> None:
    assert dateline_of(f"{printed} {PROSE}", "none") is None


@pytest.mark.parametrize(
    ("line", "places", "region", "date", "agency"),
    [
        ("GREENVILLE, S.C., April 13", ("GREENVILLE",), "S.C.", "--04-13", None),
        ("TOKYO, April 13 Kyodo", ("TOKYO",), None, "--04-13", "Kyodo"),
        ("TOKYO, April 13 (Kyodo)", ("TOKYO",), None, "--04-13", "Kyodo"),
        ("LISBON, May 3, 2018", ("LISBON",), None, "2018-05-03", None),
        ("Lisbon, 3 May 2018", ("Lisbon",), None, "2018-05-03", None),
    ],
)
def test_a_line_that_is_a_dateline_and_nothing_else(
    line: str, places: tuple[str, ...], region: str | None, date: str | None, agency: str | None
) -> None:
    found = bare_dateline(line)
    assert found is not None
    assert (found.text, found.places, found.region, found.date, found.agency) == (line, places, region, date, agency)


@pytest.mark.parametrize(
    "line", ["May 3, 2018", "Talks on May 3", "By May 3", "Ana Costa, 23", "LISBON", "Costa, 3 May said"]
)
def test_a_line_that_is_none(line: str) -> None:
    assert bare_dateline(line) is None


@pytest.mark.parametrize(
    ("field", "places", "region", "date", "agency"),
    [
        ("LISBON", ("LISBON",), None, None, None),
        ("Lisbon", ("Lisbon",), None, None, None),
        ("LISBON, Portugal", ("LISBON",), "Portugal", None, None),
        ("LISBON, May 3", ("LISBON",), None, "--05-03", None),
        ("LISBON, Portugal (AP)", ("LISBON",), "Portugal", None, "AP"),
        ("LISBON, May 3 (Reuters) -", ("LISBON",), None, "--05-03", "Reuters"),
        ("Lisbon/Madrid", ("Lisbon", "Madrid"), None, None, None),
        ("in the hills", ("in the hills",), None, None, None),
    ],
)
def test_a_field_that_holds_a_dateline(
    field: str, places: tuple[str, ...], region: str | None, date: str | None, agency: str | None
) -> None:
    found = printed_dateline(field)
    assert (found.text, found.places, found.region, found.date, found.agency) == (field, places, region, date, agency)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("May 3", "--05-03"),
        ("3 May 2018", "2018-05-03"),
        ("May 3rd, 2018", "2018-05-03"),
        ("Sept. 3", "--09-03"),
        ("3. März", "--03-03"),
        ("3. Jänner 2018", "2018-01-03"),
        ("3 février", "--02-03"),
        ("3 juin", "--06-03"),
        ("3 juillet", "--07-03"),
        ("1er août", "--08-01"),
        ("3 de enero de 2018", "2018-01-03"),
        ("3 ago", "--08-03"),
        ("3 dic", "--12-03"),
        ("3 gennaio", "--01-03"),
        ("3 giu", "--06-03"),
        ("3 lug", "--07-03"),
        ("3 ott", "--10-03"),
        ("3 de março", "--03-03"),
        ("3 de outubro", "--10-03"),
        ("3 dez", "--12-03"),
        ("3 maart", "--03-03"),
        ("3 mei", "--05-03"),
        ("3 mrt", "--03-03"),
        ("3 okt", "--10-03"),
        ("3 januari", "--01-03"),
        ("3 maj", "--05-03"),
        ("3 mai", "--05-03"),
        ("3. desember", "--12-03"),
        ("3 augusti", "--08-03"),
        ("3 марта 2018", "2018-03-03"),
        ("3 мая", "--05-03"),
        ("3 янв", "--01-03"),
    ],
)
def test_days_in_the_languages_of_the_wires(text: str, day: str) -> None:
    assert [iso(found) for found in days_in(f"Porto, {text} - ")] == [day]


@pytest.mark.parametrize(
    "text", ["Marseille 3", "Mayor 3", "Juneau 12", "Marshall 12", "Deco 3", "Sepp 3", "Out 3", "Set 3"]
)
def test_words_that_begin_like_a_month_are_none(text: str) -> None:
    assert list(days_in(f"Porto, {text} - ")) == []


def test_an_agency_that_the_sentence_speaks_of_is_none() -> None:
    found = dateline_of(f"LONDON, March 2 - Reuters Holdings Plc said it would carry Jiji's reports. {PROSE}")
    assert found is not None
    assert (found[0].text, found[0].agency) == ("LONDON, March 2 -", None)
