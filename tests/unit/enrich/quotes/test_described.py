"""Speakers who are described, and names in full: each rule in three invented sentences and a counter-example."""

from __future__ import annotations

import pytest

from tests.unit.enrich.conftest import Enrich

WHOLE_NAMES = [
    ("“We wait,” union delegate Grace Abena Mensah said.", ["Grace Abena Mensah"]),
    ("“We wait,” Governor Folake Adesanya-Bright said.", ["Folake Adesanya-Bright"]),
    ("President Hilario Quispe Mamani flew to Cusco. “We wait,” he said.", ["Hilario Quispe Mamani"]),
    ("“We wait,” independent senator Patricia Nkosi-Brown said. “We hope,” Nkosi-Brown added.",
     ["Patricia Nkosi-Brown", "Patricia Nkosi-Brown"]),
    ("“We wait,” the Anna Tolla Foundation said.", ["Anna Tolla Foundation"]),
]  # fmt: skip
FIRMS = [
    ("The plant belongs to Northgate Foundry PLC of Hull, England. Northgate Foundry said it was “shocked”.",
     ["Northgate Foundry PLC"]),
    ("Nordvik ASA cut 300 jobs. “We had no choice,” Nordvik said.", ["Nordvik ASA"]),
    ("The yard was bought by Harland Marine Ltd in May. “We had no choice,” Harland Marine said.",
     ["Harland Marine Ltd"]),
    ("Northgate Foundry shut. “We had no choice,” said Northgate Foundry. Northgate Mining Ltd is another firm.",
     ["Northgate Foundry"]),
]  # fmt: skip
OFFICERS = [
    ("“We wait,” Bergen Space Research Organisation (BSRO) Chairman K V Iyengar said.", ["K V Iyengar"]),
    ("“We wait,” European Space Agency (ESA) director Anna Tolla told NRK.", ["Anna Tolla"]),
    ("“We wait,” Lagos Chamber of Commerce president Tunde Balogun said.", ["Tunde Balogun"]),
    ("“We wait,” the European Space Agency (ESA) said. Its director is Anna Tolla.", ["European Space Agency"]),
]
NATIVES = [
    ("Karl Tolla of Norway beat Spain’s Juan Perez on Sunday. “I slept well,” the Norwegian said.", ["Karl Tolla"]),
    ("Norwegian skier Karl Tolla beat Juan Perez of Spain. “I slept badly,” the Spaniard said.", ["Juan Perez"]),
    ("Sprinter Naomi Achieng won in 10.9 seconds. “My legs were heavy,” said the 23-year-old Kenyan.",
     ["Naomi Achieng"]),
    ("Tunisian striker Wassim Jelassi missed. Coach Didier Lambert shrugged. “Bad luck,” the Frenchman said.",
     ["Didier Lambert"]),
    ("Anna Tolla met envoys of both sides in Oslo on Sunday. “We came to listen,” the Chinese said.", ["Chinese"]),
    ("Karl Tolla met Juan Perez in Bergen. “We talked,” the Italian said.", ["Italian"]),
]  # fmt: skip
TRAITS = [
    ("Karl Tolla, 34, and Juan Perez, 21, shared the lead. “I slept well,” the 34-year-old said.", ["Karl Tolla"]),
    ("Coach Karl Tolla was calm. “I slept well,” the former striker said.", ["Karl Tolla"]),
    ("Anna Tolla lost her house in the flood. “I slept badly,” the mother of three said.", ["Anna Tolla"]),
    ("Energy chief Sigrun Palsdottir was cautious. “Nobody knows,” the 55-year-old geologist said.",
     ["Sigrun Palsdottir"]),
    ("Fisherman Karl Tolla stood on the pier. “We will help,” the minister said.", ["minister"]),
]  # fmt: skip
BODIES = [
    ("Frontex sent two planes on Sunday. “We wait,” the agency said.", ["Frontex"]),
    ("Greenpeace sent a ship to Bergen on Sunday. “We wait,” the environmental group said.", ["Greenpeace"]),
    ("Ten people were taken to Haukeland Hospital on Sunday. “We wait,” the hospital said.", ["Haukeland Hospital"]),
    ("The European Union offered help on Sunday. “The door is open,” the bloc said.", ["European Union"]),
    ("The Defence Ministry sent a ship to Bergen on Sunday. “We wait,” the agency said.", ["agency"]),
]
UNPARSED = [
    ("In the southern town of Bergen, Karl Tolla, a rice trader, said: “We wait.”", ["Karl Tolla"]),
    ("In an interview with Le Figaro, Finance Minister Benoit Lacaze called the tax “a poison”.", ["Benoit Lacaze"]),
    ("Two of them left. One of them, Karl Tolla, called it “a bad joke”.", ["Karl Tolla"]),
    ("The pilot, identified as Jorge Ibanez, survived. “I saw the trees,” he said.", ["Jorge Ibanez"]),
    ("“We wait,” said one witness, who gave his name only as Hamid.", ["Hamid"]),
    ("“We wait,” said one witness, who described the thief as Hamid’s brother.", ["one witness"]),
]
SHE = [
    ("Paul Roe left. When he asked Melissa Lund about it, he said, she told him to “mind your own boat.”",
     ["Melissa Lund"]),
    ("Karl Tolla met Anna Lund on Sunday. “He is a patient man,” she said.", ["Anna Lund"]),
    ("Nkemelu Obi praised Marta Diaz. “She never sleeps,” he said.", ["Nkemelu Obi"]),
]  # fmt: skip
SIGNED = [
    ("Voices of the night:\n\n“I never saw a thing.” -- a Bergen fisherman", ["Bergen fisherman"]),
    ("Voices of the night:\n\n“We prayed.” — the captain’s mother", ["captain’s mother"]),
    ("Voices of the night:\n\n“It was cold.” – Anna Tolla, teacher", ["Anna Tolla"]),
    ("Karl Tolla called the plan “dead” – a blow to Oslo.", ["Karl Tolla"]),
]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [*WHOLE_NAMES, *FIRMS, *OFFICERS, *NATIVES, *TRAITS, *BODIES, *UNPARSED, *SHE, *SIGNED],
)
def test_the_speaker_by_the_fullest_name(enrich: Enrich, text: str, speakers: list[str]) -> None:
    assert [quote.speaker for quote in enrich(text).quotes if quote.kind == "direct"] == speakers
