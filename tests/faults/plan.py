"""What is killed in a round, and when: drawn from the seed and the round's number alone, so a round can be repeated."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal, get_args

Victim = Literal["producer", "enrich", "worker", "index", "kafka", "elasticsearch"]


@dataclass(frozen=True)
class Crash:
    """`victim` is killed `after` seconds and stays away for `down` seconds."""

    victim: Victim
    after: float
    down: float


@dataclass(frozen=True)
class Plan:
    seed: int
    number: int
    crashes: tuple[Crash, ...]


def plan(seed: int, number: int) -> Plan:
    """Two or three crashes. The victims of the first ones go round, so that a few rounds meet all of them."""
    luck = random.Random(f"{seed}/{number}")
    victims: tuple[Victim, ...] = get_args(Victim)
    first = victims[number % len(victims)]
    others = luck.sample([victim for victim in victims if victim != first], luck.randint(1, 2))
    crashes = [Crash(victim, luck.uniform(0.5, 3.0), luck.choice([0.0, 1.0, 3.0])) for victim in (first, *others)]
    return Plan(seed, number, tuple(crashes))
