"""What a value can be, and the unit a figure is read in."""

from __future__ import annotations

from portfolio.domain.basis.text import Choice, Text


class Kind(Choice):
    """What a value is; `example` is shown to whoever wrote one that cannot be read."""

    CODE = "code", Text("un code court : lettres, chiffres, point, tiret", "a short code: letters, digits, dot, dash")
    TEXT = "text", Text("un texte", "a text")
    URL = "url", Text("une adresse web, https://…", "a web address, https://…")
    DATE = "date", Text("une date, par exemple 2026-03-31", "a date, for example 2026-03-31")
    MONEY = "money", Text("un montant en euros, par exemple 1234,56", "an amount in euros, for example 1234.56")
    NUMBER = "number", Text("un nombre, par exemple 12,5", "a number, for example 12.5")
    SHARE = (
        "share",
        Text("une part entre 0 et 1, par exemple 0,25 ou 25 %", "a share between 0 and 1, for example 0.25 or 25%"),
    )
    FLAG = "flag", Text("oui ou non (true ou false)", "true or false")
    SERIES = (
        "series",
        Text(
            "des montants par année, par exemple 600|400|0 (rien entre deux barres : non connu)",
            "amounts by year, for example 600|400|0 (nothing between two bars: not known)",
        ),
    )
    CHOICE = "choice", Text("un mot de la liste", "a word of the list")


class Steward(Choice):
    """Who enters the rows of a fact, and answers for them; the office enters for all but `NOBODY`."""

    OFFICE = "office", Text("l’équipe du programme", "the programme office")
    LEAD = "lead", Text("le porteur du projet", "the project’s lead")
    FUNDER = "funder", Text("le financeur", "the funder")
    MODEL = "model", Text("le porteur, dans la page du modèle", "the lead, in the page of the model")
    EVERYONE = "everyone", Text("qui constate qu’il manque", "whoever finds it missing")
    NOBODY = "nobody", Text("personne : découle de ce qui est fait", "nobody: follows from what is done")


class Unit(Choice):
    """The unit a figure is read in."""

    EURO = "eur", Text("euros", "euros")
    EURO_PER_EURO = "eur_per_eur", Text("euros pour 1 € de l’État", "euros per State euro")
    FRACTION = "fraction", Text("part", "share")
    POINTS = "points", Text("points", "points")
    DAYS = "days", Text("jours", "days")
    PROJECTS = "projects", Text("projets", "projects")
    MONTHS = "months", Text("mois", "months")
    YEARS = "years", Text("ans", "years")
    CALENDAR_YEAR = "calendar_year", Text("année", "calendar year")
