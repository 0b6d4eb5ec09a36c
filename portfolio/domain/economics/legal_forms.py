"""What each legal form decides: who carries the investment, who bears the risk of demand, who pays; and the flows that
a model of that form usually has, which its first form asks."""

from __future__ import annotations

from typing import NamedTuple

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import FlowKind, LegalFormKind

COLLECTIVITE = Text("la collectivité", "the local authority")
HOLDER = Text("le titulaire", "the holder")
USERS = Text("les usagers", "the users")
MEMBERS = Text("ses membres", "its members")


class Roles(NamedTuple):
    """Who carries the investment, who bears the risk of demand, who pays; `usual` the kinds of flows first asked."""

    invests: Text
    bears_demand: Text
    pays: Text
    usual: tuple[FlowKind, ...]


_DIRECT = (FlowKind.GRANT, FlowKind.LOAN, FlowKind.USER_REVENUE, FlowKind.SAVING, FlowKind.CONTRIBUTION)
_DELEGATED = (FlowKind.GRANT, FlowKind.LOAN, FlowKind.USER_REVENUE, FlowKind.CONTRIBUTION)
_CONTRACT = (FlowKind.GRANT, FlowKind.LOAN, FlowKind.CONTRACTED_REVENUE, FlowKind.SAVING)
_SHARED = (FlowKind.GRANT, FlowKind.CONTRACTED_REVENUE, FlowKind.CONTRIBUTION)
ROLES: dict[LegalFormKind, Roles] = {
    LegalFormKind.REGIE: Roles(
        COLLECTIVITE, COLLECTIVITE, Text("les usagers et le budget local", "users and the local budget"), _DIRECT
    ),
    LegalFormKind.CONCESSION: Roles(HOLDER, HOLDER, USERS, _DELEGATED),
    LegalFormKind.AFFERMAGE: Roles(COLLECTIVITE, HOLDER, USERS, _DELEGATED),
    LegalFormKind.PUBLIC_CONTRACT: Roles(COLLECTIVITE, COLLECTIVITE, COLLECTIVITE, _CONTRACT),
    LegalFormKind.GLOBAL_PERFORMANCE: Roles(
        COLLECTIVITE,
        COLLECTIVITE,
        Text("la collectivité, selon la performance mesurée", "the local authority, by the performance measured"),
        _CONTRACT,
    ),
    LegalFormKind.PARTNERSHIP: Roles(
        HOLDER, COLLECTIVITE, Text("la collectivité, par des loyers", "the local authority, by rents"), _CONTRACT
    ),
    LegalFormKind.MIXED_COMPANY: Roles(
        Text("la société", "the company"),
        Text("la société et ses actionnaires", "the company and its shareholders"),
        Text("les usagers ou la collectivité", "users or the local authority"),
        _DELEGATED,
    ),
    LegalFormKind.GIP: Roles(MEMBERS, MEMBERS, Text("ses membres, par des contributions", "its members"), _SHARED),
    LegalFormKind.ASSOCIATION: Roles(
        Text("l’association", "the association"),
        Text("l’association", "the association"),
        Text("adhérents, usagers, financeurs", "members, users, funders"),
        (FlowKind.GRANT, FlowKind.USER_REVENUE, FlowKind.CONTRACTED_REVENUE, FlowKind.CONTRIBUTION),
    ),
    LegalFormKind.AMEL: Roles(HOLDER, HOLDER, USERS, (FlowKind.USER_REVENUE, FlowKind.LOAN)),
}
# Without a legal form, everything is asked.
ANY = Roles(COLLECTIVITE, COLLECTIVITE, COLLECTIVITE, (*_DIRECT, FlowKind.CONTRACTED_REVENUE))
# A holder of its own, who keeps its model to itself unless it says otherwise.
PRIVATE_HOLDER = frozenset(
    {LegalFormKind.CONCESSION, LegalFormKind.AFFERMAGE, LegalFormKind.PARTNERSHIP, LegalFormKind.AMEL}
)


def roles(form: LegalFormKind | None) -> Roles:
    """Who bears what under a legal form; where none is known, nobody is left out."""
    return ANY if form is None else ROLES[form]
