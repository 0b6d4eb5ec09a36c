"""Who acts: a persona and, for a funder or a lead, its organisation."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio.domain.basis.text import Choice, Refused, Text
from portfolio.domain.facts.values import CODE


class Persona(Choice):
    """The demonstration's personas; real sign-in and dated grants take their place behind the same door."""

    OFFICE = "office", Text("Équipe du programme", "Programme office")
    COMMITTEE = "committee", Text("Comité de pilotage", "Steering committee")
    FUNDER = "funder", Text("Financeur", "Funder")
    INSTRUCTOR = "instructor", Text("Instructeur", "Instructor")
    LEAD = "lead", Text("Porteur de projet", "Project lead")
    VISITOR = "visitor", Text("Visiteur", "Visitor")


OF_AN_ORGANISATION = {Persona.FUNDER, Persona.INSTRUCTOR, Persona.LEAD}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a persona and, for a funder or a lead, its organisation. Written « lead:ORG » in the record."""

    persona: Persona
    organisation: str | None = None

    def __post_init__(self) -> None:
        named = self.organisation is not None and CODE.fullmatch(self.organisation) is not None
        if (self.persona in OF_AN_ORGANISATION) != bool(self.organisation) or (self.organisation and not named):
            raise Refused(
                Text(
                    fr=f"« {self} » : un financeur ou un porteur agit pour une organisation, les autres non. "
                    "Écrivez par exemple lead:ORG, funder:ORG ou office.",
                    en=f"“{self}”: a funder or a lead acts for an organisation, the others do not. "
                    "Write for example lead:ORG, funder:ORG or office.",
                )
            )

    def __str__(self) -> str:
        return f"{self.persona.value}:{self.organisation}" if self.organisation else self.persona.value

    @classmethod
    def parse(cls, text: str) -> Actor:
        """The actor of « lead:syndicat », as `str` writes it; `Refused` for one that is not known."""
        name, _, organisation = text.partition(":")
        try:
            return cls(Persona.of(name), organisation or None)
        except ValueError as error:
            names = ", ".join(persona.value for persona in Persona)
            raise Refused(
                Text(
                    fr=f"« {text} » n’est pas un profil connu. Choisissez parmi : {names}.",
                    en=f"“{text}” is not a known persona. Choose among: {names}.",
                )
            ) from error


VISITOR = Actor(Persona.VISITOR)
OFFICE = Actor(Persona.OFFICE)
