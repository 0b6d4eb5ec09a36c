"""A model goes out as a workbook whose formulas come to what the domain computes, and it comes back the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain import economics
from portfolio.domain.basis.text import LANGUAGES, Language
from portfolio.domain.economics.caveats import caveats
from portfolio.domain.economics.double_entries import entered_twice
from portfolio.domain.economics.flow_kinds import OWN_REVENUE
from portfolio.domain.economics.model import Model, amounts, cash, first_giver, total
from portfolio.domain.economics.stacked_models import plans_of
from portfolio.domain.facts import EconomicFlow, EconomicModel, Fact
from portfolio.domain.facts.choices import Audience, FlowKind, FundingStatus, Scenario
from portfolio.intake.cell_values import labels
from portfolio.intake.findings import FileFinding
from portfolio.intake.model_workbook import read_grid, read_model
from portfolio.presentation.economics import model_words as words
from portfolio.publish.model_formulas import BESIDE, BY_YEAR, IN_ALL
from portfolio.publish.model_workbook import model_workbook
from tests.support.formulas import recalculated
from tests.support.installations import EFFORT
from tests.support.workbooks import MAIN, Book

TODAY = date(2026, 6, 15)
REFERENCE, PRUDENT = Scenario.REFERENCE, Scenario.PRUDENT
INVESTMENT, OPEX, REVENUE = FlowKind.INVESTMENT, FlowKind.OPERATING_COST, FlowKind.USER_REVENUE
GIVEN, GRANT, LOAN = FlowKind.CONTRIBUTION, FlowKind.GRANT, FlowKind.LOAN


def flow(code: str, kind: FlowKind, *euros: float | str | None, **more: Any) -> EconomicFlow:
    series = tuple(None if each is None else Decimal(str(each)) for each in euros)
    named = {"project_id": "P1", "scenario": REFERENCE, **more}
    return EconomicFlow(flow_id=code, kind=kind, amounts_eur=series, **named)


def model(*flows: EconomicFlow, horizon: int | None = 3, **more: Any) -> Model:
    years = None if horizon is None else Decimal(horizon)
    return Model(EconomicModel(project_id="P1", first_year=Decimal(2026), horizon_years=years, **more), flows)


# 1 000 € invested, 600 € granted; 60 € earned and 100 € spent a year; 80 € and 70 € given by two funders.
PLAN = model(
    flow("INV", INVESTMENT, 1000, 0, 0, 0, title="Réseau"),
    flow("OPEX", OPEX, 0, 100, 100, 100),
    flow("USERS", REVENUE, 0, 60, 60, 60, title="=1+1"),
    flow("REGION", GIVEN, 0, 80, 80, 80, funder_id="REG", status=FundingStatus.VOTED),
    flow("CITY", GIVEN, 500, 70, 70, 70, funder_id="VILLE", status=FundingStatus.APPLIED, source_id="S1"),
    flow("DETR", GRANT, 600, 0, 0, 0, funder_id="ETAT", status=FundingStatus.AWARDED),
    audience=Audience.FUNDERS,
    note="Hypothèses de 2026",
)


def there(content: bytes) -> tuple[list[Fact], list[FileFinding]]:
    return read_model(content, "P1", TODAY)


def results(content: bytes) -> dict[str, Any]:
    """What the first column of figures comes to, by « Référence!Trésorerie cumulée la plus basse »."""
    book, found = Book(content), {}
    for place, value in recalculated(content).items():
        sheet, _, name = place.rpartition("!")
        if name.startswith("F"):
            found[f"{sheet}!{book.text(f'{sheet}!A{name[1:]}')}"] = value
    return found


def rows(model: Model) -> set[Fact]:
    return {model.terms, *model.flows}


codes = st.from_regex("[A-Z][A-Z0-9.-]{0,5}", fullmatch=True)
titles = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
euros = st.one_of(st.just(0), st.integers(0, 10**9)).map(lambda cents: Decimal(cents) / 100)


@st.composite
def models(draw: st.DrawFn, unknown_last: bool = False) -> Model:
    """Up to six years and two scenarios; each series knows its last year, unless it is asked not to."""
    horizon = draw(st.none() | st.integers(1, 5))
    flows = []
    for code in draw(st.lists(codes, max_size=6, unique=True)):
        kind = draw(st.sampled_from(FlowKind))
        series = draw(st.lists(st.none() | euros, max_size=6 if horizon is None else horizon + 1))
        series = [*series[:-1], draw(euros)] if not unknown_last or len(series) < 2 else series
        if kind is FlowKind.WORKING_CAPITAL and draw(st.booleans()):
            series = [None if each is None else -each for each in series]
        flows.append(
            flow(
                code,
                kind,
                *series,
                scenario=draw(st.sampled_from((REFERENCE, PRUDENT))),
                title=draw(st.none() | titles),
                funder_id=draw(st.none() | st.sampled_from(("REG", "ETAT", "etat", "1000", "1E3"))),
                status=draw(st.none() | st.sampled_from(FundingStatus)),
                source_id=draw(st.none() | codes),
            )
        )
    rate = draw(st.none() | st.integers(0, 500).map(lambda part: Decimal(part) / 1000))
    audience, note = draw(st.sampled_from(Audience)), draw(st.none() | titles)
    return model(*flows, horizon=horizon, rate=rate, audience=audience, note=note, source_id=draw(st.none() | codes))


def rate_of(model: Model) -> float:
    return 0.04 if model.terms.rate is None else float(model.terms.rate)


@given(model=models(), language=st.sampled_from(LANGUAGES))
@settings(deadline=None, max_examples=25 * EFFORT)
def test_a_model_comes_back_from_its_workbook_as_it_left(model: Model, language: Language) -> None:
    back, findings = there(model_workbook(model, "Réseau", rate_of(model), language))
    assert findings == [] and len(back) == len(rows(model)) and {*back} == rows(model)


@given(model=models(unknown_last=True), language=st.sampled_from(LANGUAGES))
@settings(deadline=None, max_examples=15 * EFFORT)
def test_years_not_known_at_the_end_are_not_known_once_back(model: Model, language: Language) -> None:
    back, _ = there(model_workbook(model, "Réseau", rate_of(model), language))
    read = Model(model.terms, tuple(each for each in back if isinstance(each, EconomicFlow)))
    for scenario in model.scenarios:
        years, by_code = model.years(scenario), {each.flow_id: each for each in read.of(scenario)}
        assert read.years(scenario) == years
        for each in model.of(scenario):
            assert np.array_equal(amounts(each, years), amounts(by_code[each.flow_id], years), equal_nan=True)
    again, _ = there(model_workbook(read, "Réseau", rate_of(model), language))
    assert {*again} == {*back}


def by_domain(model: Model, scenario: Scenario, rate: float) -> dict[str, float | str | None]:
    """The results of a scenario, from the rows to the formulas of the domain."""
    flows, years = model.of(scenario), max(model.years(scenario), 1)
    of_kind = {kind: total(flows, {kind}, years) for kind in FlowKind}
    read = (
        of_kind[INVESTMENT],
        of_kind[FlowKind.REPLACEMENT],
        total(flows, OWN_REVENUE, years),
        of_kind[OPEX],
        of_kind[FlowKind.RESIDUAL_VALUE],
    )
    invested, replaced, earned, spent, left = read
    gap, found = economics.funding_gap(*read, rate), economics.gate_values(plans_of([model], scenario))
    cumulated = np.cumsum(cash(flows, years))
    known = [(round(float(each), 2), int(model.terms.first_year) + year) for year, each in enumerate(cumulated)]
    lowest = min((each for each in known if not math.isnan(each[0])), default=(None, None))
    return {
        "lowest": lowest[0],
        "lowest_year": lowest[1],
        "first": first_giver(flows, years),
        "fnpv": economics.financial_npv_c(*read, rate),
        "dic": gap.dic,
        "dnr": gap.dnr,
        "gap": gap.rate,
        "coverage_own": float(found.coverage_own[0]),
        "coverage": float(found.coverage[0]),
        "payback": economics.payback(earned - spent - invested - replaced + left),
    }


def is_close(found: Any, expected: Any) -> bool:
    """To the cent; an empty text is what is not known."""
    if expected in ("", None) or (isinstance(expected, float) and math.isnan(expected)):
        return found in ("", None)
    if isinstance(found, str):
        return found == expected
    return found == pytest.approx(float(expected), abs=0.005)


@given(model=models(unknown_last=True))
@settings(deadline=None, max_examples=5 * EFFORT)
def test_formulas_come_to_what_the_domain_computes_and_to_what_cells_were_given(model: Model) -> None:
    content = model_workbook(model, "Réseau", rate_of(model), "en")
    computed, book = recalculated(content), Book(content)
    for place, value in computed.items():
        assert is_close(value, book.text(place)), f"{place}: {value}, and the cell was given {book.text(place)}"
    found = results(content)
    for scenario in model.scenarios:
        sheet = words.say(scenario.label, "en")
        for name, expected in by_domain(model, scenario, rate_of(model)).items():
            value = found[f"{sheet}!{words.say(words.RESULTS[name], 'en')}"]
            assert is_close(value, expected), f"{scenario} {name}: {value} instead of {expected}"


def test_the_figures_of_a_small_model_are_those_worked_by_hand() -> None:
    found = results(model_workbook(PLAN, "Réseau", 0.04, "fr"))
    discounted = -1000 - sum(40 / 1.04**year for year in (1, 2, 3))
    expected = {
        # 500 + 600 − 1 000 at first, then 60 + 80 + 70 − 100 a year; without the City, which gives 710 in all.
        "lowest": 100,
        "lowest_year": 2026,
        "first": "VILLE",
        "fnpv": discounted,
        "dic": 1000,
        "dnr": discounted + 1000,
        "gap": 1,
        "coverage_own": 0.6,
        "coverage": 1.4,
        "payback": None,
    }
    for name, value in expected.items():
        assert is_close(found[f"Référence!{words.say(words.RESULTS[name], 'fr')}"], value), name
    assert found["Référence!Trésorerie cumulée sans le premier financeur récurrent"] == -400


def test_a_change_typed_in_the_workbook_is_computed_there_and_read_back_the_same() -> None:
    """A rate, an amount, a flow in a spare row: what the sheet shows is what the domain makes of what is read."""
    book = Book(model_workbook(PLAN, "Réseau", 0.04, "fr"))
    for column, euros in zip("FGHI", (0, 900, 1100, 1200), strict=True):
        book.put(f"Référence!{column}12", euros)
    book.put("Référence!B12", "Recettes contractuelles").put("Référence!F6", 1200.5).put("Modèle!B7", 0.1)
    content = book.content()
    back, findings = there(content)
    read = Model(back[0], tuple(back[1:]))  # type: ignore[arg-type]
    assert findings == [] and read.terms.rate == Decimal("0.1") and len(read.flows) == len(PLAN.flows) + 1
    assert read.flows[-1] == flow("CONTRACTED-REVENUE", FlowKind.CONTRACTED_REVENUE, 0, 900, 1100, 1200)
    found = results(content)
    for name, expected in by_domain(read, REFERENCE, 0.1).items():
        assert is_close(found[f"Référence!{words.say(words.RESULTS[name], 'fr')}"], expected), name


def test_a_text_typed_over_an_amount_makes_what_it_enters_unknown_and_not_zero() -> None:
    book = Book(model_workbook(PLAN, "Réseau", 0.04, "fr")).put("Référence!G7", "abc")
    found = results(book.content())
    unknown = [found[f"Référence!{words.say(words.RESULTS[name], 'fr')}"] for name in ("fnpv", "dnr", "coverage")]
    assert unknown == ["", "", ""] and found["Référence!Investissement actualisé, DIC"] == 1000


def test_every_line_and_result_has_a_formula_and_a_name() -> None:
    assert [*BY_YEAR] == [*words.LINES] and {*IN_ALL} == {*words.RESULTS} and [*BESIDE] == [*words.HELPERS]


@pytest.mark.parametrize(
    ("language", "names", "notes"),
    [
        ("fr", ["Modèle", "Référence", "Prudent"], "Une cellule vide veut dire"),
        ("en", ["Model", "Reference", "Prudent"], "An empty cell means"),
    ],
)
def test_there_is_a_sheet_for_the_terms_then_one_a_scenario_that_has_flows(
    language: Language, names: Sequence[str], notes: str
) -> None:
    both = model(*PLAN.flows, flow("INV", INVESTMENT, 1, scenario=PRUDENT))
    book = Book(model_workbook(both, "Réseau", 0.04, language))
    assert [*book.sheets] == names
    assert book.text(f"{names[1]}!A2").startswith(notes)


def test_a_sheet_shows_each_flow_by_year_and_leaves_empty_what_is_not_known() -> None:
    book = Book(model_workbook(model(flow("INV", INVESTMENT, 1000.5, None, 0)), "Réseau", 0.04, "fr"))
    assert [book.text(f"Référence!{column}5") for column in "ABCDEFGHIJ"] == [
        *("Code", "Nature", "Nom", "Financeur", "Statut de la contribution"),
        *("2026", "2027", "2028", "2029", "Source"),
    ]
    assert [book.text(f"Référence!{column}6") for column in "ABFGHI"] == [
        "INV",
        "Investissement",
        "1000.5",
        "",
        "0",
        "",
    ]
    pane = book.tree(book.sheets["Référence"]).find(".//{*}pane")
    assert pane is not None and (pane.get("state"), pane.get("ySplit")) == ("frozen", "5")


def test_a_text_that_looks_like_a_formula_is_a_text() -> None:
    book = Book(model_workbook(PLAN, "=cmd()", 0.04, "fr"))
    places = {place for place in book.formulas() if place.partition("!")[0] == "Modèle" or place[-2:] in {"C6", "C8"}}
    assert book.text("Modèle!A1") == "=cmd()" and places == set()


def test_a_model_without_flows_gives_a_sheet_to_fill() -> None:
    content = model_workbook(model(), "Réseau", 0.04, "fr")
    assert [*Book(content).sheets] == ["Modèle", "Référence"] and there(content) == ([model().terms], [])


FR, EN = (model_workbook(PLAN, "Réseau", 0.04, language) for language in LANGUAGES)
# The flows of the workbook are sorted by kind: the investment, the costs, the users, the Region, the City, the grant.
INV, COSTS, USERS = 6, 7, 8


def told(content: bytes, language: Language = "fr") -> list[tuple[str | None, str]]:
    """Where, and what, for each finding."""
    return [(finding.column, finding.text.to(language)) for finding in there(content)[1]]


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("Référence!F7", "abc", "« 2026 » vaut « abc » ; attendu : un nombre"),
        ("Référence!F7", "n.c.", "Laissez la cellule vide si la valeur n’est pas connue."),
        ("Référence!G7", "1,234", "Écrivez 1234 pour des milliers, deux décimales au plus pour des centimes"),
        ("Référence!G7", 33.333, "un montant s’écrit au centime. Arrondissez-le, avec la fonction ARRONDI"),
        ("Référence!H8", -60, ", 2028 : -60.00 est négatif. Le signe vient de la nature du flux"),
        ("Référence!I6", 1e13, "un montant en euros"),
        (
            "Référence!B7",
            "Charges diverses",
            "« nature » vaut « Charges diverses » ; choisissez parmi : investissement",
        ),
        ("Référence!B7", None, "« nature » est obligatoire."),
        ("Référence!E9", "promis", "« statut de la contribution » vaut « promis » ; choisissez parmi : non renseigné"),
        ("Référence!D9", "Région Sud !", "« financeur » vaut « Région Sud ! »"),
        (
            "Référence!A9",
            "USERS",
            "Le code « USERS » est déjà celui de la ligne 8 ; ce flux est lu sous le code « USERS-2 »",
        ),
        ("Référence!H5", 2027, "L’année 2027 figure deux fois parmi les titres"),
        ("Référence!H5", "2O28", "« 2O28 » n’est pas une année"),
        ("Référence!H5", 28, "« 28 » n’est pas une année"),
        ("Référence!I5", 2030, "L’année 2030 dépasse l’horizon, dont la dernière est 2029"),
        ("Référence!F5", 2025, "L’année 2025 précède la première du modèle, 2026"),
        ("Référence!G5", None, "L’année 2027 manque avant 2028"),
        ("Modèle!B5", 26, "« première année (t = 0) » vaut 26 ; attendu : entre 1990 et 2090."),
        ("Modèle!B6", 3.5, "« horizon, en années après la première » vaut 3.5"),
        ("Modèle!B6", 200, "« horizon, en années après la première » vaut 200"),
        ("Modèle!B7", 400, "vaut 400"),
        ("Modèle!B7", 400, "Un pourcentage a sans doute été saisi pour une fraction : écrivez 0,04 ou 4 %."),
        ("Modèle!B7", 4, "vaut 4"),
        ("Modèle!B7", 0.6, "vaut 0.6 ; attendu : entre 0 et 0.5."),
        ("Modèle!B7", -0.04, "vaut -0.04"),
        ("Modèle!B8", "Le maire", "« qui peut le lire » vaut « Le maire » ; choisissez parmi : tout le monde"),
        ("Modèle!B8", None, "Rien ne dit qui peut lire ce modèle."),
        ("Modèle!B4", "P2", "Ce classeur est celui du projet « P2 », et non de « P1 »."),
    ],
)
def test_a_bad_cell_is_named_with_what_was_found_and_what_to_do(
    place: str, value: float | str | None, said: str
) -> None:
    content = Book(FR).put(place, value).content()
    # A year that lacks is named where the next one stands.
    where = "Référence!H5" if place == "Référence!G5" else place
    assert [text for found, text in told(content) if found == where and said in text]
    # What else is said follows from it: a year that lacks where another was meant, amounts left under none.
    others = [text for found, text in told(content) if found != where]
    assert all("manque avant" in text or "n’est sous aucun titre" in text for text in others)
    assert {*there(content)[0]} & rows(PLAN), "what could be read is lost"


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("e", "#N/A", "« 2027 » vaut « #N/A » ; c’est une erreur de formule. Corrigez-la."),
        ("b", "1", "« 2027 » vaut « VRAI » ; attendu : un nombre"),
        ("d", "2027-01-01", "« 2027 » vaut « 2027-01-01 » ; c’est une date. Écrivez un nombre."),
    ],
)
def test_an_error_a_truth_or_a_date_is_no_amount(kind: str, value: str, said: str) -> None:
    [(place, text)] = told(Book(FR).put("Référence!G7", value, kind).content())
    assert place == "Référence!G7" and text.startswith(said)


def test_a_cell_shown_as_a_date_is_no_amount() -> None:
    book = Book(FR).put("Référence!G7", 46000)
    styles = book.tree("xl/styles.xml")
    formats = styles.find("{*}cellXfs")
    assert formats is not None
    formats.append(type(formats[0])(formats[0].tag, {"numFmtId": "14"}))
    book.cell("Référence!G7").set("s", str(len(formats) - 1))
    assert told(book.content()) == [
        ("Référence!G7", "« 2027 » vaut « 2025-12-09 » ; c’est une date. Écrivez un nombre.")
    ]


def test_a_formula_that_was_never_computed_is_said_rather_than_read_as_nothing() -> None:
    book = Book(FR).put("Référence!G7", None)
    cell = book.cell("Référence!G7")
    cell.append(type(cell)(f"{{{MAIN}}}f"))
    [(place, text)] = told(book.content(), "en")
    assert place == "Référence!G7" and "a formula whose result was not saved" in text


def test_amounts_typed_as_text_are_read_in_the_forms_people_write() -> None:
    book = Book(FR).put("Référence!F7", "1 234,50 €").put("Référence!G7", "12,5").put("Modèle!B7", "3,2 %")
    back, findings = there(book.content())
    assert findings == [] and isinstance(back[0], EconomicModel) and back[0].rate == Decimal("0.032")
    costs = next(each for each in back if isinstance(each, EconomicFlow) and each.flow_id == "OPEX")
    assert costs.amounts_eur == (Decimal("1234.50"), Decimal("12.50"), Decimal(100), Decimal(100))


def test_the_noise_of_a_spreadsheet_s_sums_is_not_taken_for_decimals() -> None:
    book = Book(FR).put("Référence!F7", "0.30000000000000004", "n")
    assert told(book.content()) == []


def test_a_scenario_is_added_by_copying_a_sheet() -> None:
    book = Book(EN).copy("Reference", "Prudent").put("Prudent!F6", 1500)
    back, findings = there(book.content())
    assert findings == [] and {*back} > rows(PLAN)
    assert flow("INV", INVESTMENT, 1500, 0, 0, 0, title="Réseau", scenario=PRUDENT) in back


@pytest.mark.parametrize(
    ("book", "place", "said"),
    [
        (
            Book(FR).copy("Référence", "Référence (2)"),
            "Référence (2)",
            "n’est celle d’aucun scénario, et n’est pas lue",
        ),
        (Book(FR).copy("Référence", "Reference"), "Reference", "est celle d’un scénario déjà lu, et n’est pas lue"),
        (Book(FR).put("Référence!B5", "Catégorie"), "Référence", "n’a pas de ligne de titres, et n’est pas lue"),
        (Book(FR).name("Modèle", "Accueil"), None, "n’a pas de feuille « Modèle »"),
    ],
)
def test_a_sheet_that_is_not_read_is_said(book: Book, place: str | None, said: str) -> None:
    [(where, text)] = told(book.content())
    assert where == place and said in text


def test_a_term_whose_line_is_gone_is_said_rather_than_taken_for_unknown() -> None:
    [(place, text)] = told(Book(FR).put("Modèle!A6", "Durée").content())
    assert place == "Modèle!A1" and "Aucune ligne ne s’appelle « horizon, en années après la première »" in text


def test_words_of_a_list_are_told_apart_in_both_languages_at_once() -> None:
    for choice in (FlowKind, FundingStatus, Scenario, Audience):
        read = labels(choice)
        said = ((each, name) for each in choice for name in (each.label.fr, each.label.en, each.value))
        assert all(read[words.plain(name)] is each for each, name in said)


def test_someone_s_own_sheet_and_columns_are_passed_over() -> None:
    book = Book(FR).copy("Modèle", "Calculs").put("Référence!R5", "Mes notes").put("Référence!R7", "à revoir")
    assert told(book.content()) == [] and {*there(book.content())[0]} == rows(PLAN)


def test_a_flow_of_a_repeated_code_is_read_under_another() -> None:
    back, _ = there(Book(FR).put("Référence!A7", "INV").content())
    assert sorted(each.flow_id for each in back if isinstance(each, EconomicFlow))[2:4] == ["INV", "INV-2"]


def test_who_may_read_a_model_is_never_widened_by_a_cell_that_cannot_be_read() -> None:
    for value in ("Le maire", None):
        [terms, *_], _ = there(Book(FR).put("Modèle!B8", value).content())
        assert isinstance(terms, EconomicModel) and terms.audience is Audience.HOLDER


def test_a_rate_is_the_model_s_own_once_it_is_not_the_default_one() -> None:
    for content, rate in ((FR, None), (Book(FR).put("Modèle!B7", 0.05).content(), Decimal("0.05"))):
        [terms, *_], findings = there(content)
        assert isinstance(terms, EconomicModel) and terms.rate == rate and findings == []


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + SHEET.format("<row><c t='str'><v>&a;</v></c></row>")
NO_WORKBOOK, TOO_MUCH = "n’est pas un classeur .xlsx, ou il est endommagé", "dépasse 20 Mo ou compte trop de cellules"


def with_part(name: str, content: str | bytes) -> bytes:
    book = Book(FR)
    book.parts[name] = content if isinstance(content, bytes) else content.encode()
    return book.content()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", NO_WORKBOOK, id="empty"),
        pytest.param(b"code;nature\n", NO_WORKBOOK, id="a text"),
        pytest.param(FR[: len(FR) // 2], NO_WORKBOOK, id="truncated"),
        pytest.param(FR.replace(b"PK\x05\x06", b"PK\x05\x07"), NO_WORKBOOK, id="without its directory"),
        pytest.param(b"\xd0\xcf\x11\xe0" + FR, "protégé par un mot de passe, ou dans un ancien format", id="old"),
        pytest.param(with_part("xl/vbaProject.bin", b""), "contient des macros", id="macros"),
        pytest.param(with_part("xl/worksheets/sheet2.xml", "<worksheet>"), NO_WORKBOOK, id="not closed"),
        pytest.param(with_part("xl/worksheets/sheet2.xml", ENTITY), NO_WORKBOOK, id="entities"),
        pytest.param(with_part("xl/sharedStrings.xml", "<sst/>"), NO_WORKBOOK, id="texts that are not there"),
        pytest.param(FR + bytes(5 * 2**20), "dépasse 5 Mo", id="over 5 MB"),
        pytest.param(with_part("xl/worksheets/sheet2.xml", bytes(30 * 2**20)), TOO_MUCH, id="bomb"),
        pytest.param(
            with_part("xl/worksheets/sheet2.xml", SHEET.format("<row/>" * 10**6)), TOO_MUCH, id="a million rows"
        ),
    ],
)
def test_what_is_no_workbook_is_said_once_and_read_as_nothing(content: bytes, said: str) -> None:
    rows, [finding] = there(content)
    assert rows == [] and said in finding.text.fr and finding.place == (0, "")


def test_a_cell_at_the_far_end_of_a_sheet_takes_no_more_room_than_another() -> None:
    content = with_part(
        "xl/worksheets/sheet2.xml", SHEET.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    )
    assert [place for place, _ in told(content)] == ["Référence"]


@given(data=st.data())
@settings(deadline=None, max_examples=60 * EFFORT)
def test_no_byte_changed_in_a_workbook_stops_its_reading(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*Book(FR).parts]))
    part = bytearray(Book(FR).parts[name])
    start = data.draw(st.integers(0, len(part) - 1))
    part[start : start + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=4) | st.just(b"9" * 30))
    for row in there(with_part(name, bytes(part)))[0]:
        assert type(row).from_wire(row.wire()) == row


def grid(*lines: str, horizon: int | None = 3) -> tuple[list[EconomicFlow], list[tuple[str | None, str]]]:
    """A block pasted into the scenario of reference of a model that starts in 2026."""
    flows, findings = read_grid("\r\n".join(lines).replace("|", "\t"), "P1", REFERENCE, 2026, horizon)
    return flows, [(finding.column, finding.text.fr) for finding in findings]


@pytest.mark.parametrize(
    "head",
    [
        "Nature|Nom|Financeur|Statut",
        "KIND|Name|Funder|Status",
        "nature|LIBELLÉ|code financeur|statut de la contribution",
    ],
)
def test_a_pasted_block_is_read_by_its_headings_in_either_language(head: str) -> None:
    flows, findings = grid(
        f"{head}|2026|2027|2028|2029",
        "Investissement|Réseau|||1 000,50 €|0|0|0",
        "",
        "recurrent contribution|Région Sud|REG|voté|0|80|80.5|",
    )
    assert findings == [] and flows == [
        flow("RESEAU", INVESTMENT, "1000.5", 0, 0, 0, title="Réseau"),
        flow("REGION-SUD", GIVEN, 0, 80, "80.5", title="Région Sud", funder_id="REG", status=FundingStatus.VOTED),
    ]


@pytest.mark.parametrize("written", ["voté", "Votée", "votées", "VOTÉS", "voted"])
def test_a_word_of_a_list_is_read_whatever_its_gender_and_number(written: str) -> None:
    flows, findings = grid("nature|statut|2026", f"Contributions récurrentes|{written}|1")
    assert findings == [] and [(each.kind, each.status) for each in flows] == [(GIVEN, FundingStatus.VOTED)]


def test_flows_without_a_name_are_given_codes_of_their_kind() -> None:
    flows, _ = grid("nature|2026", "recettes des usagers|1", "recettes des usagers|2", "|", "économies|3")
    assert [each.flow_id for each in flows] == ["USER-REVENUE", "USER-REVENUE-2", "SAVING"]


@pytest.mark.parametrize(
    ("head", "row", "place", "said"),
    [
        (
            "nature|nom|2026|2027",
            "investissement|A|1|abc",
            "L2C4 (2027)",
            "« 2027 » vaut « abc » ; attendu : un nombre",
        ),
        ("nature|nom|2026|2027", "investissement|A|1|1,234", "L2C4 (2027)", "Écrivez 1234 pour des milliers"),
        ("nature|nom|2026|2027", "investissement|A|-1|1", "L2C3 (2026)", "-1.00 est négatif"),
        ("nature|nom|2026|2027", "travaux|A|1|1", "L2C1", "« nature » vaut « travaux » ; choisissez parmi"),
        ("nature|nom|2026|2027", "investissement|A|1|1|7", "L2C5", "« 7 » n’est sous aucun titre, et n’est pas lu"),
        ("nature|nom|2026|2028", "investissement|A|1|1", "L1C4 (2027)", "L’année 2027 manque avant 2028"),
        ("nature|nom|2027|2028", "investissement|A|1|1", "L1C3 (2026)", "L’année 2026 manque avant 2027"),
        ("nature|nom|2026|2026", "investissement|A|1|1", "L1C4 (2026)", "L’année 2026 figure deux fois"),
        ("nature|nom|2026|2027|2028|2029|2030", "", "L1C7 (2030)", "L’année 2030 dépasse l’horizon"),
        ("nature|nom|2026|an 2", "investissement|A|1|1", "L1C4", "« an 2 » n’est pas une année"),
        ("nature|nom", "investissement|A", "L1C1", "Aucun titre n’est une année"),
        ("nom|2026", "A|1", "L1C1", "ne nomme aucune colonne « nature »"),
    ],
)
def test_a_bad_cell_of_a_block_is_named_by_its_line_its_column_and_its_year(
    head: str, row: str, place: str, said: str
) -> None:
    _, [(where, text)] = grid(head, row)
    assert where == place and said in text


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "Il n’y a rien à lire."), (" \t\n", "Il n’y a rien à lire."), ("x" * 2**21, "Ce bloc dépasse")],
)
def test_a_block_that_says_nothing_or_too_much_is_not_read(text: str, said: str) -> None:
    flows, [finding] = read_grid(text, "P1", REFERENCE, 2026, None)
    assert flows == [] and said in finding.text.fr


@given(text=st.text(st.sampled_from('nature investissement 2026 27 \t\t\n\n"1,5€-é\0'), max_size=60))
def test_no_pasted_text_stops_its_reading(text: str) -> None:
    for row in read_grid(text, "P1", REFERENCE, 2026, 5)[0]:
        assert EconomicFlow.from_wire(row.wire()) == row


@pytest.mark.parametrize(
    ("flows", "said"),
    [
        ((flow("A", INVESTMENT, 1000, 0), flow("B", FlowKind.OPERATING_COST, 1000, 0)), []),
        ((flow("A", INVESTMENT, 1000), flow("B", INVESTMENT, 0, 1000)), []),
        ((flow("A", INVESTMENT, 0, 0), flow("B", INVESTMENT, None, 0)), []),
        ((flow("A", INVESTMENT, 1000), flow("B", INVESTMENT, 1000, scenario=PRUDENT)), []),
        ((flow("A", INVESTMENT, 1000), flow("G", GRANT, 600), flow("L", LOAN, 400)), []),
        (
            (flow("A", INVESTMENT, 1000, 0, title="Fibre"), flow("B", INVESTMENT, 1000)),
            ["l’investissement « Fibre » a, année par année, les mêmes montants que « B » (investissement), 1"],
        ),
        (
            (flow("A", INVESTMENT, 0, 200), flow("R", FlowKind.REPLACEMENT, 0, 200)),
            ["l’investissement « A » a, année par année, les mêmes montants que « R » (renouvellement), 200\xa0€"],
        ),
        (
            (flow("A", INVESTMENT, 1000), flow("B", INVESTMENT, 0, 700), flow("G", GRANT, 600), flow("L", LOAN, 100)),
            ["l’investissement « B » vaut 700\xa0€, autant que toutes les subventions et tous les emprunts"],
        ),
        (
            (flow("A", INVESTMENT, 1000), flow("B", INVESTMENT, 1700), flow("G", GRANT, 700)),
            ["« B » vaut 1\u202f700\xa0€, autant que les autres investissements (1\u202f000\xa0€) et les subventions"],
        ),
    ],
)
def test_an_investment_entered_twice_is_warned_of(flows: tuple[EconomicFlow, ...], said: list[str]) -> None:
    warnings = entered_twice(model(*flows))
    assert len(warnings) == len(said) and all(part in text.fr for part, text in zip(said, warnings, strict=True))
    assert all(text.fr.startswith("Scénario référence : ") and text.en.startswith("Scenario ref") for text in warnings)


@pytest.mark.parametrize(
    ("flows", "said"),
    [
        ((flow("A", INVESTMENT, 1000, 0), flow("G", GRANT, 1000, 0)), []),
        ((flow("L", LOAN, 900, 0), flow("P", FlowKind.PRINCIPAL, 0, 900), flow("A", INVESTMENT, 900, 0)), []),
        (
            (flow("L", LOAN, 90000, 0), flow("P", FlowKind.PRINCIPAL, 0, 9000), flow("A", INVESTMENT, 90000, 0)),
            ["81\u202f000\xa0€ d’emprunt restent à rembourser après 2029"],
        ),
        (
            (flow("A", INVESTMENT, 200, 0), flow("R", FlowKind.REPLACEMENT, 0, 50), flow("G", GRANT, 250, "50.5")),
            ["les subventions d’investissement (300,50\xa0€) dépassent l’investissement (250\xa0€)"],
        ),
    ],
)
def test_what_the_verdict_does_not_see_is_warned_of(flows: tuple[EconomicFlow, ...], said: list[str]) -> None:
    warnings = caveats(model(*flows))
    assert len(warnings) == len(said) and all(part in text.fr for part, text in zip(said, warnings, strict=True))


def test_a_block_without_tabs_is_told_to_be_copied_from_the_spreadsheet() -> None:
    flows, [finding] = read_grid("nature;2026\ninvestissement;1", "P1", REFERENCE, 2026, None)
    assert flows == [] and "tabulation" in finding.text.fr
