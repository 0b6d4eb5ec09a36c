"""Where what we know was published, and where sources disagree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import ContradictionKind
from portfolio.domain.facts.declaration import Fact, field
from portfolio.domain.facts.kinds import Kind, Steward
from portfolio.domain.facts.plan import NOTE, PROJECT, SOURCE


class Source(
    Fact,
    key=("source_id",),
    steward=Steward.EVERYONE,
    numbered="S",
    label=SOURCE,
    meaning=Text("Une publication d’où viennent des faits.", "A publication that facts come from."),
):
    source_id: str = field(Kind.CODE, SOURCE)
    url: str = field(Kind.URL, Text("adresse", "address"), longest=500)
    publisher: str = field(Kind.TEXT, Text("publié par", "published by"))
    published_on: date | None = field(Kind.DATE, Text("publié le", "published on"), default=None)
    collected_on: date | None = field(Kind.DATE, Text("relevé le", "collected on"), default=None)


class Contradiction(
    Fact,
    key=("project_id", "contradiction_id"),
    steward=Steward.NOBODY,
    label=Text("contradiction", "contradiction"),
    meaning=Text(
        "Une valeur publiée qui diffère de celle retenue, ou un total qui ne tombe pas juste ; rien n’est tranché.",
        "A published value that differs from the one kept, or a total that does not add up; nothing is settled.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    contradiction_id: str = field(Kind.CODE, Text("contradiction", "contradiction"))
    kind: ContradictionKind = field(Kind.CHOICE, Text("nature", "kind"), choice=ContradictionKind)
    about: str = field(Kind.TEXT, Text("porte sur", "about"))
    kept_value: Decimal | None = field(Kind.NUMBER, Text("valeur retenue", "value kept"), default=None)
    other_value: Decimal | None = field(Kind.NUMBER, Text("autre valeur", "other value"), default=None)
    unit: str | None = field(Kind.TEXT, Text("unité", "unit"), default=None, longest=60)
    note: str | None = field(Kind.TEXT, NOTE, default=None, longest=400)
    source_id: str | None = field(Kind.CODE, SOURCE, default=None, refers_to="source")
