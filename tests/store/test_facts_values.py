"""Values: what goes in comes back exactly, now and in a year; what a column could not keep is refused at the door."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.facts import (
    CLASSES,
    FACTS,
    Evidence,
    Fact,
    Field,
    FundingLine,
    Milestone,
    Organisation,
    Programme,
    Project,
    ProjectTerritory,
    ResultIndicator,
    Source,
    StatusReport,
    Target,
    Verification,
    Waiver,
)
from portfolio.domain.facts.choices import (
    Confidence,
    Family,
    FundingStatus,
    Instrument,
    ProgrammeKind,
    TargetKind,
    TerritoryLevel,
)
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.facts.values import LARGEST, PLACES, check_value
from portfolio.store import log
from tests.support.installations import EFFORT, NOW, Place, append, as_of, imported, new_name

SIREN = "217500016"  # Paris
LABEL = Text("montant", "amount")
# What cleaning leaves alone: letters, accents composed, spaces inside, emoji, line breaks.
kept_texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Mc", "Me", "Zl", "Zp"])
    | st.sampled_from("\n\té’«»œ€🛰️"),
    min_size=1,
    max_size=40,
).map(lambda text: f"a{unicodedata.normalize('NFC', text)}z")
codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)


def values_of(field: Field) -> st.SearchStrategy[Any]:
    """Any value that this field may hold."""
    match field.kind:
        case Kind.CODE:
            made: st.SearchStrategy[Any] = st.just(SIREN) if field.name == "siren" else codes
        case Kind.TEXT:
            made = kept_texts
        case Kind.URL:
            made = st.just("https://exemple.fr/a?b=c&d=%C3%A9#f")
        case Kind.DATE:
            made = st.dates(date(1980, 1, 1), date(2090, 12, 31))
        case Kind.CHOICE:
            assert field.choice is not None
            made = st.sampled_from(list(field.choice))
        case Kind.FLAG:
            made = st.booleans()
        case Kind.SERIES:
            amounts = st.decimals(0, LARGEST[Kind.MONEY], places=PLACES[Kind.MONEY])
            made = st.lists(st.none() | amounts, min_size=1, max_size=field.longest).map(tuple)
        case _:
            low = field.low if field.low is not None else (-LARGEST[field.kind] if field.kind is Kind.NUMBER else 0)
            high = field.high if field.high is not None else LARGEST[field.kind]
            places = 0 if field.whole else PLACES[field.kind]
            made = st.decimals(Decimal(low), high, places=places)  # type: ignore[arg-type]
    return made if field.required else st.none() | made


def rows_of(fact: type[Fact]) -> st.SearchStrategy[Fact | None]:
    fields = {each.name: values_of(each) for each in fact.declaration.fields}
    return st.fixed_dictionaries(fields).map(lambda values: built(fact, values))


def built(fact: type[Fact], values: dict[str, Any]) -> Fact | None:
    """The row, or None when a rule between its fields refuses it."""
    try:
        return fact(**values)
    except Refused:
        return None


many_rows = st.lists(
    st.one_of([rows_of(fact) for fact in CLASSES]).filter(bool),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row and (row.declaration.name, row.key),
)


@given(rows=many_rows)
@settings(max_examples=25 * EFFORT, suppress_health_check=list(HealthCheck))
def test_any_row_of_any_fact_comes_back_from_the_log_and_the_facts_as_it_was(quick: Place, rows: list[Fact]) -> None:
    assert read_back(quick, *rows) == rows


@given(rows=many_rows)
@settings(max_examples=40 * EFFORT, suppress_health_check=list(HealthCheck))
def test_a_row_written_as_json_and_read_again_is_the_same_row(rows: list[Fact]) -> None:
    for row in rows:
        assert type(row).from_wire(json.loads(log.canonical(row.wire()))) == row


@pytest.mark.parametrize("amount", ["0", "0.01", "1234567.89", "999999999999.99", "1000000000000", "1000000000000.00"])
def test_an_amount_is_kept_to_the_cent(shared: Place, amount: str) -> None:
    [back] = read_back(shared, line(amount_eur=Decimal(amount)))
    assert back.amount_eur == Decimal(amount)
    assert str(back.amount_eur) == f"{Decimal(amount):.2f}"


@pytest.mark.parametrize("value", ["0.0001", "-0.0001", "12.3456", "-10000000000000", "9999999999999.9999"])
def test_a_number_is_kept_to_its_fourth_decimal(shared: Place, value: str) -> None:
    row = Target(project_id="P1", indicator_id="I1", target_id="T1", kind=TargetKind.ORIGINAL, value=Decimal(value))
    assert read_back(shared, row) == [row]
    assert row.value == Decimal(value)


@pytest.mark.parametrize("share", ["0", "1", "0.0000000001", "0.3333333333", "0.9999999999"])
def test_a_share_is_kept_to_its_tenth_decimal(shared: Place, share: str) -> None:
    row = ProjectTerritory(project_id="P1", level=TerritoryLevel.REGION, territory_code="11", share=Decimal(share))
    assert read_back(shared, row) == [row]
    assert row.share == Decimal(share)


@pytest.mark.parametrize("day", [date(1980, 1, 1), date(2000, 2, 29), date(2026, 10, 25), date(2090, 12, 31)])
def test_a_date_is_a_day_whatever_the_time_zone(shared: Place, day: date) -> None:
    row = Milestone(project_id="P1", milestone_id="J1", title="Fin", planned_on=day)
    assert read_back(shared, row) == [row]


@pytest.mark.parametrize(
    "title",
    [
        "Élan, œuvre et cœur — « l’été » à 100 %",
        "fibre 🛰️ à Saint-Étienne 👩‍🔧",
        "une ligne\net une autre\tpuis rien",
        "guillemets \" et ' et \\ et %s et {x} et $1",
        "null",
        "true",
        "2026-01-01",
        "-1",
        "=1+1",
        "<b>gras</b>",
        "x" * 200,
        "日本語 العربية",
    ],
)
def test_a_text_comes_back_to_the_letter(shared: Place, title: str) -> None:
    [back] = read_back(shared, Project(project_id="P1", title=title))
    assert back.title == title


def test_what_is_unknown_stays_unknown(shared: Place) -> None:
    bare = [
        Project(project_id="P1", title="Projet"),
        Milestone(project_id="P1", milestone_id="J1", title="Jalon"),
        ResultIndicator(project_id="P1", indicator_id="I1", title="prises", unit="prises"),
        line(amount_eur=None),
    ]
    back = read_back(shared, *bare)
    assert back == bare
    assert [row.amount_eur for row in back if isinstance(row, FundingLine)] == [None]
    assert all("" not in vars(row).values() for row in back)


def test_a_field_filled_then_emptied_is_unknown_again(shared: Place) -> None:
    filled = Milestone(project_id="P1", milestone_id="J1", title="Jalon", expected_on=date(2026, 1, 1), note="vu")
    emptied = Milestone(project_id="P1", milestone_id="J1", title="Jalon")
    assert read_back(shared, filled, then=(emptied,)) == [emptied]


def test_text_is_trimmed_composed_and_rid_of_what_does_not_show() -> None:
    decomposed = unicodedata.normalize("NFD", "École élémentaire")
    assert Project(project_id="P1", title=decomposed).title == "École élémentaire"
    assert Project(project_id="P1", title=" \x07plan\u202e d’\u200bété\x00 ").title == "plan d’été"
    assert Project(project_id="P1", title="a\nb\tc").title == "a\nb\tc"
    assert Project(project_id="P1", title="P", summary=" \n\t ").summary is None


@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=12))
@example("e\u200b\u0301")
@example("\x00")
@settings(max_examples=200 * EFFORT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    field = Project.declaration.field("summary")
    once = check_value(field, text)
    assert check_value(field, once) == once
    assert once is None or once == unicodedata.normalize("NFC", once).strip() != ""


@pytest.mark.parametrize("nothing", ["\u202e", "\x00", "\u200b\u200b", "\ufeff"])
def test_a_compulsory_text_of_nothing_visible_is_refused(nothing: str) -> None:
    with pytest.raises(Refused):
        Project(project_id="P1", title=nothing)


def line(**other: Any) -> FundingLine:
    return FundingLine(**{"project_id": "P1", "line_id": "L1", "funder_id": "ETAT", **other})


def milestone(**other: Any) -> Milestone:
    return Milestone(**{"project_id": "P1", "milestone_id": "J1", "title": "Jalon", **other})


def place(**other: Any) -> ProjectTerritory:
    return ProjectTerritory(**{"project_id": "P1", "level": "region", "territory_code": "11", **other})


def organisation(**other: Any) -> Organisation:
    return Organisation(**{"organisation_id": "O", "name": "Organisation", "family": Family.PRIVATE, **other})


REFUSED: list[tuple[str, Callable[[], Fact], str]] = [
    ("a tenth of a cent", lambda: line(amount_eur=Decimal("12.345")), "montant"),
    ("a cent too many", lambda: line(amount_eur=Decimal("1000000000000.01")), "montant"),
    ("a negative amount", lambda: line(amount_eur=Decimal("-0.01")), "montant"),
    ("NaN", lambda: line(amount_eur=Decimal("NaN")), "montant"),
    ("a signalling NaN", lambda: line(amount_eur=Decimal("sNaN")), "montant"),
    ("infinity", lambda: line(amount_eur=Decimal("Infinity")), "montant"),
    ("an infinity in words", lambda: line(amount_eur="Infinity"), "montant"),
    ("a huge power", lambda: line(amount_eur="1e999999"), "montant"),
    ("a tiny power", lambda: line(amount_eur="1e-999999"), "montant"),
    ("a float", lambda: line(amount_eur=12.5), "montant"),
    ("a flag as an amount", lambda: line(amount_eur=True), "montant"),
    ("words as an amount", lambda: line(amount_eur="douze"), "montant"),
    ("a decimal comma", lambda: line(amount_eur="12,50"), "montant"),
    ("a fifth decimal", lambda: milestone(weight=Decimal("0.00001")), "poids"),
    ("a negative weight", lambda: milestone(weight=Decimal(-1)), "poids"),
    ("a number too large", lambda: milestone(weight=Decimal(10) ** 13 + 1), "poids"),
    ("an eleventh decimal", lambda: place(share=Decimal("0.33333333333")), "part du projet"),
    ("a share above one", lambda: place(share=Decimal("1.0000000001")), "part du projet"),
    ("a share below zero", lambda: place(share=Decimal("-0.1")), "part du projet"),
    ("a day before 1980", lambda: milestone(planned_on=date(1979, 12, 31)), "date initiale"),
    ("the year 202", lambda: milestone(planned_on=date(202, 1, 1)), "date initiale"),
    ("a day after 2090", lambda: milestone(planned_on=date(2091, 1, 1)), "date initiale"),
    ("an instant as a day", lambda: milestone(planned_on=datetime(2026, 1, 1, 12)), "date initiale"),
    ("a text as a day", lambda: milestone(planned_on="2026-01-01"), "date initiale"),
    ("no title", lambda: milestone(title=None), "nom"),
    ("a blank title", lambda: milestone(title=" \u00a0\n"), "nom"),
    ("a title of 201 letters", lambda: milestone(title="x" * 201), "nom"),
    ("a number as a title", lambda: milestone(title=12), "nom"),
    ("a note of 401 letters", lambda: milestone(note="x" * 401), "précision"),
    ("a space in a code", lambda: milestone(milestone_id="J 1"), "jalon"),
    ("a slash in a code", lambda: milestone(milestone_id="J/1"), "jalon"),
    ("an accent in a code", lambda: milestone(milestone_id="Jé"), "jalon"),
    ("a code that starts with a dash", lambda: milestone(milestone_id="-J"), "jalon"),
    ("a code of 65 letters", lambda: milestone(milestone_id="J" * 65), "jalon"),
    ("a code and a line break", lambda: milestone(milestone_id="J1\n"), "jalon"),
    ("a word that is not of the list", lambda: organisation(family="syndicat"), "famille"),
    ("the label instead of the word", lambda: organisation(family="région"), "famille"),
    ("a wrong SIREN", lambda: organisation(siren="217500017"), "SIREN"),
    ("a SIREN of eight digits", lambda: organisation(siren="21750001"), "SIREN"),
    ("an end before its start", lambda: Project(project_id="P", title="P", **span(2027, 2026)), "précède"),
    ("a status of own funds on a grant", lambda: line(status="voted", instrument="grant"), "autofinancement"),
    ("a script as an address", lambda: Source(source_id="S", url="javascript:alert(1)", publisher="P"), "adresse"),
    ("an address with spaces", lambda: Source(source_id="S", url="https://a b", publisher="P"), "adresse"),
]


def span(start: int, end: int) -> dict[str, Any]:
    return {"starts_on": date(start, 1, 1), "ends_on": date(end, 1, 1)}


@pytest.mark.parametrize(("made", "words"), [pytest.param(made, words, id=name) for name, made, words in REFUSED])
def test_what_could_not_be_kept_is_refused_in_both_languages(made: Callable[[], Fact], words: str) -> None:
    with pytest.raises(Refused) as refusal:
        made()
    assert words in refusal.value.text.fr
    assert refusal.value.text.en != refusal.value.text.fr


@pytest.mark.parametrize("amount", [f"1.{'0' * 40}1", f"12.34{'0' * 26}9"])
def test_a_decimal_beyond_what_the_calculator_keeps_is_refused_and_not_rounded(amount: str) -> None:
    for value in (amount, Decimal(amount)):
        with pytest.raises(Refused):
            line(amount_eur=value)


@pytest.mark.parametrize("kind", [True, False, 1, "oui", "true", None])
def test_a_flag_is_true_or_false_and_nothing_else(kind: Any) -> None:
    field = Field(name="flag", kind=Kind.FLAG, label=LABEL)
    if isinstance(kind, bool):
        assert check_value(field, kind) is kind
    else:
        with pytest.raises(Refused):
            check_value(field, kind)


@pytest.mark.parametrize("shown", ["١٢٣", "1_000", "１２"])
def test_only_plain_digits_make_a_number(shown: str) -> None:
    with pytest.raises(Refused):
        line(amount_eur=shown)


def test_a_payload_with_a_field_nobody_declared_is_refused() -> None:
    with pytest.raises(Refused):
        Project.from_wire({"project_id": "P1", "title": "P", "colour": "blue"})


@pytest.mark.parametrize(
    ("values", "fr", "en"),
    [
        (
            {"amount_eur": Decimal("-5")},
            "« montant » vaut -5 ; attendu : au moins 0.",
            "“amount” is -5; expected: at least 0.",
        ),
        ({"amount_eur": Decimal("1e13")}, "1\u202f000\u202f000\u202f000\u202f000 au plus", "1,000,000,000,000 at most"),
        (
            {"decided_on": date(1979, 1, 1)},
            "vaut 01/01/1979 ; attendu : une date entre le 01/01/1980",
            "is 01 Jan 1979; expected",
        ),
        ({"status": "sure"}, "vaut « sure » ; attendu", "is “sure”; expected"),
    ],
)
def test_a_refusal_shows_the_value_as_each_language_writes_it(values: dict[str, Any], fr: str, en: str) -> None:
    with pytest.raises(Refused) as refused:
        line(**values)
    assert fr in refused.value.text.fr and en in refused.value.text.en
    assert refused.value.field == next(iter(values))


def test_nothing_said_is_what_the_field_declares() -> None:
    assert line(status=None).status is line(status="").status is FundingStatus.NOT_REPORTED
    bare = {name: value for name, value in line().wire().items() if name != "status"}
    assert FundingLine.from_wire(bare).status is FundingStatus.NOT_REPORTED


@pytest.mark.parametrize("parting", ["\r", "\r\n", "\n", "\x0b", "\x0c", "\x85", "\u2028"])
def test_lines_stay_apart_whatever_parted_them(parting: str) -> None:
    assert line(note=f"un{parting}deux").note == "un\ndeux"


def test_minus_nothing_is_nothing() -> None:
    assert str(line(amount_eur=Decimal("-0")).amount_eur) == "0.00"


def test_a_choice_travels_as_its_code_and_comes_back_as_its_word() -> None:
    given: Any = {"project_id": "P1", "confidence": "needs_support", "reported_on": date(2026, 1, 1)}
    row = StatusReport(**given)
    assert row.confidence is Confidence.NEEDS_SUPPORT
    assert row.wire()["confidence"] == "needs_support"
    assert StatusReport.from_wire(row.wire()).confidence is Confidence.NEEDS_SUPPORT
    plan: Any = {"programme_id": "p", "name_fr": "n", "name_en": "n", "kind": "real"}
    assert Programme(**plan).kind is ProgrammeKind.REAL
    assert line(status="voted", instrument="own_funds").status is FundingStatus.VOTED
    assert line(instrument="own_funds").instrument is Instrument.OWN_FUNDS


@pytest.mark.parametrize("fact", CLASSES, ids=lambda fact: fact.__name__)
def test_the_widest_row_of_each_fact_fits_its_columns(quick: Place, fact: type[Fact]) -> None:
    """Every field at its largest at once: what is accepted is kept, to the last digit."""
    row = fact(
        **{each.name: widest(each) for each in fact.declaration.fields if each.name not in EXCLUDED.get(fact, ())}
    )
    assert read_back(quick, row) == [row]


# A piece of evidence is a file or a link, a waiver bears on one condition: not both at once.
EXCLUDED: dict[type[Fact], tuple[str, ...]] = {
    Evidence: ("sha256",),
    Verification: ("proposes",),
    Waiver: ("document_id",),
}


def widest(field: Field) -> Any:
    if field.high is not None:
        return field.high
    match field.kind:
        case Kind.CODE:
            return SIREN if field.name == "siren" else ("S" if field.name == "successor_id" else "C") * 64
        case Kind.TEXT:
            return "é" * field.longest
        case Kind.URL:
            return "https://" + "a" * (field.longest - 8)
        case Kind.DATE:
            return date(2090, 12, 31)
        case Kind.FLAG:
            return True
        case Kind.SERIES:
            return (LARGEST[Kind.MONEY] - Decimal("0.01"),) * field.longest
        case Kind.CHOICE:
            assert field.choice is not None
            return max(field.choice, key=lambda member: (member.value == "own_funds", len(member.value)))
        case _:
            return LARGEST[field.kind] - Decimal(1).scaleb(0 if field.whole else -PLACES[field.kind])


def read_back(place: Place, *rows: Fact, then: tuple[Fact, ...] = ()) -> list[Any]:
    """These rows, from the facts, after they went through the record; in the order given."""
    store, programme = place.service.store, new_name()
    append(store.record, programme, [(NOW, imported(*rows)), *([(NOW, imported(*then))] if then else [])])
    store.catch_up()
    found = {name: as_of(store, name, programme, None) for name in {row.declaration.name for row in rows}}
    assert sum(len(held) for held in found.values()) == len(rows)
    return [found[row.declaration.name][row.key] for row in rows]


def test_every_kind_of_value_is_tried_here() -> None:
    """FLAG is declared by no fact yet: its check is tried alone."""
    tried = {field.kind for declaration in FACTS.values() for field in declaration.fields}
    assert tried | {Kind.FLAG} == set(Kind)
