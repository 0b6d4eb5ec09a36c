"""The blocks about funding: by group of funders and certainty, and one project's bar."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from portfolio.domain.basis.text import Language, Text
from portfolio.domain.facts.choices import Certainty, FunderGroup
from portfolio.domain.questions import Measure
from portfolio.indicators import INDICATORS
from portfolio.presentation.funding import funding_figure as funding
from portfolio.presentation.funding import funding_share
from portfolio.presentation.kit.block import Chart, Column, Table, View, drawn, total
from portfolio.presentation.kit.formats import euros, percent
from portfolio.presentation.kit.sentences import join

SECURED, TO_BE_FOUND, NOT_REPORTED = Certainty.SECURED, Certainty.TO_BE_FOUND, Certainty.NOT_REPORTED
NO_FUNDING = Text(
    "Aucun montant de financement n’est connu. Les lignes de financement d’un projet apparaissent ici dès leur saisie.",
    "No funding amount is known. A project's funding lines appear here as soon as they are entered.",
)


def by_funder(measures: Sequence[Measure], whole: Measure, view: View) -> Chart:
    """Euros by group of funders and certainty, from `total_funding` by both; `whole` gives the coverage of amounts and
    statuses."""
    amounts = _crossed(measures, "funder_group", "certainty")
    groups = sorted(amounts, key=lambda group: -(total(list(amounts[group].values())) or Decimal(0)))
    rows = [
        funding.FundingRow(FunderGroup.of(group).label, **{c: amounts[group].get(c) for c in Certainty})
        for group in groups
    ]
    figure, alt = drawn(
        lambda: funding.figure(rows, view.language, view.theme), lambda: funding.alt(rows, view.language)
    )
    money = Column("", lambda value: euros(value, view.language), is_number=True)
    columns = [Column(view.say(Text("Financeurs", "Funders")))]
    columns += [Column(c.label.to(view.language), money.write, is_number=True) for c in Certainty]
    table = tuple((FunderGroup.of(g).label.to(view.language), *(amounts[g].get(c) for c in Certainty)) for g in groups)
    unit = funding.scale(rows).words.to(view.language) if figure else view.say(Text("Euros", "Euros"))
    by_group = view.say(Text("par groupe de financeurs", "by group of funders"))
    return Chart(
        key="financement",
        title=_message(amounts, view),
        caption=f"{unit} {by_group} · {view.of(whole.known, whole.total)}",
        table=Table(tuple(columns), table),
        source=view.say(INDICATORS["total_funding"].meaning),
        figure=figure,
        alt=alt,
        empty=view.say(NO_FUNDING),
    )


def _message(amounts: dict[str, dict[str, Decimal]], view: View) -> str:
    """What matters most: what is to be found and from whom, else what is secured, else that nobody says."""
    known = {c: total([by.get(c) for by in amounts.values()]) for c in Certainty}
    whole = total(list(known.values()))
    if whole is None:
        return view.say(Text("Aucun financement n’est connu", "No funding is known"))
    if known[TO_BE_FOUND]:
        return _to_be_found(amounts, known[TO_BE_FOUND], view)
    unsaid = known[NOT_REPORTED] or Decimal(0)
    if unsaid * 2 > whole:
        text = Text(
            "{whole} de financements connus ; le statut de {share} n’est pas publié",
            "{whole} of known funding; the status of {share} is not published",
        )
        return view.say(
            text.fill(whole=euros(whole, view.language, short=True), share=percent(unsaid / whole, view.language))
        )
    secured = (known[SECURED] or Decimal(0)) / whole
    text = Text("{share} des {whole} de financement sont acquis", "{share} of the {whole} of funding is secured")
    if unsaid:
        text = Text(
            "Au moins {share} des {whole} de financement sont acquis ; le statut du reste n’est pas tout publié",
            "At least {share} of the {whole} of funding is secured; not all statuses are published",
        )
    return view.say(text.fill(whole=euros(whole, view.language, short=True), share=percent(secured, view.language)))


def _to_be_found(amounts: dict[str, dict[str, Decimal]], whole: Decimal, view: View) -> str:
    """« Il reste 31,7 M€ à rechercher, dont 76 % auprès de l’État et des collectivités »."""
    found = {group: by[TO_BE_FOUND] for group, by in amounts.items() if by.get(TO_BE_FOUND)}
    ranked = sorted(found, key=lambda group: -found[group])[:2]
    share = sum(found[group] for group in ranked) / whole
    names = join([FROM[FunderGroup.of(group)].to(view.language) for group in ranked], view.language)
    text = Text(
        "Il reste {amount} à rechercher, dont {share} auprès {names}",
        "{amount} is still to be found, {share} of it from {names}",
    )
    if len(found) <= len(ranked):
        text = Text("Il reste {amount} à rechercher, auprès {names}", "{amount} is still to be found, from {names}")
    return view.say(
        text.fill(amount=euros(whole, view.language, short=True), share=percent(share, view.language), names=names)
    )


# « auprès de … », with the article each group takes.
FROM = {
    FunderGroup.STATE: Text("de l’État", "the State"),
    FunderGroup.LOCAL_AUTHORITY: Text("des collectivités", "local authorities"),
    FunderGroup.EUROPEAN_UNION: Text("de l’Union européenne", "the European Union"),
    FunderGroup.PRIVATE: Text("du privé", "private companies"),
    FunderGroup.ASSOCIATION: Text("des associations", "associations"),
    FunderGroup.CITIZENS: Text("des citoyens", "citizens"),
    FunderGroup.UNSPECIFIED_PUBLIC: Text("de financeurs publics non précisés", "unspecified public funders"),
    FunderGroup.UNSPECIFIED: Text("de financeurs non précisés", "unspecified funders"),
}


def of_project(measures: Sequence[Measure], cost: Measure, view: View) -> Chart:
    """One project's bar: what its lines cover of its cost, by certainty."""
    by = {m.of("certainty"): decimal(m.value) for m in measures if m.of("certainty")}
    known_cost = decimal(cost.value) if cost.known == cost.total else None
    project = funding_share.ProjectFunding(known_cost, **{c: by.get(c) for c in Certainty})
    figure, alt = drawn(
        lambda: funding_share.figure(project, view.language, view.theme),
        lambda: funding_share.alt(project, view.language),
    )
    return Chart(
        key="plan-de-financement",
        title=_project_message(project, all(m.known == m.total for m in measures), view),
        caption=view.say(_of_what(known_cost, view.language)),
        table=_parts(project, view),
        source=view.say(INDICATORS["secured_share"].meaning),
        figure=figure,
        alt=alt,
        empty=view.say(NO_FUNDING),
    )


def _parts(project: funding_share.ProjectFunding, view: View) -> Table:
    """Each certainty's euros and share; what no line covers last, when the cost is known."""
    amounts = [(c.label, getattr(project, c)) for c in Certainty]
    if project.cost is not None:
        amounts.append((funding_share.UNCOVERED, project.uncovered or None))
    columns = (
        Column(view.say(Text("Certitude", "Certainty"))),
        Column(view.say(Text("Montant", "Amount")), lambda value: euros(value, view.language), is_number=True),
        Column(view.say(Text("Part", "Share")), lambda value: percent(value, view.language), is_number=True),
    )
    cells = ((label.to(view.language), amount, _share(amount, project.whole)) for label, amount in amounts)
    return Table(columns, tuple(cells))


def _project_message(project: funding_share.ProjectFunding, is_whole: bool, view: View) -> str:
    """The share secured; « au moins » where the status of a line is not known, of what is known where an amount is
    not."""
    if not project.lines:
        return view.say(Text("Aucune ligne de financement n’est chiffrée", "No funding line has an amount"))
    if project.not_reported == project.lines:
        return view.say(
            Text("Le statut des financements n’est pas publié", "The status of the funding is not published")
        )
    of = Text("du coût", "of the cost") if project.cost else Text("du financement", "of the funding")
    if not project.cost and not is_whole:
        of = Text("des montants connus", "of the known amounts")
    text = Text("{share} {of} est acquis", "{share} {of} is secured")
    if project.not_reported:
        text = Text(
            "Au moins {share} {of} est acquis ; le statut de {unsaid} n’est pas publié",
            "At least {share} {of} is secured; the status of {unsaid} is not published",
        )
    share = percent((project.secured or Decimal(0)) / project.whole, view.language)
    return view.say(text.fill(share=share, of=of, unsaid=euros(project.not_reported, view.language, short=True)))


def _of_what(cost: Decimal | None, language: Language) -> Text:
    if cost is None:
        return Text(
            "Part des lignes connues ; le coût total n’est pas connu", "Share of known lines; the total cost is unknown"
        )
    amount = euros(cost, language)
    return Text("Part du coût total, {amount}", "Share of the total cost, {amount}").fill(amount=amount)


def _crossed(measures: Sequence[Measure], first: str, second: str) -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {}
    for m in measures:
        value, a, b = decimal(m.value), m.of(first), m.of(second)
        if value is not None and a and b:
            found.setdefault(a, {})[b] = value
    return found


def decimal(value: int | float | Decimal | None) -> Decimal | None:
    """The amount as a decimal, unknown where it is unknown."""
    return None if value is None else Decimal(value)


def _share(part: Decimal | None, whole: Decimal) -> Decimal | None:
    return part / whole if part is not None and whole else None
