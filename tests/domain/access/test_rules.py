"""Who may do what: every persona × action × kind of programme × project, with its answer written out."""

from __future__ import annotations

import itertools

import pytest

from portfolio.domain.access.actor import Actor, Persona
from portfolio.domain.access.rules import Action, Allowed, Denied, Object, decide
from portfolio.domain.basis.text import Refused
from portfolio.domain.facts.choices import ProgrammeKind

ORGANISATION = dict.fromkeys((Persona.LEAD, Persona.FUNDER, Persona.INSTRUCTOR), "MINE")
PROJECTS = {"no project": None, "its own": "MINE", "another's": "THEIRS"}
# all: whatever the project; own: on a project it leads; -: never. A programme to come has no project yet. What may be
# entered depends on the fact: `test_doors_entering.py` says it.
EXPECTED = """
persona    action   to come  real  fictional  live
office     read     all      all   all        all
office     enter    -        -     -          -
office     report   -        -     -          -
office     milestone -        -     -          -
office     propose  -        -     -          -
office     verify   -        -     -          -
office     undo     all      -     all        all
office     import   all      all   all        all
office     reset    -        -     all        -
office     erase    all      all   all        all
office     audit    all      all   all        all
committee  read     all      all   all        all
committee  enter    -        -     -          -
committee  report   -        -     -          -
committee  milestone -        -     -          -
committee  propose  -        -     -          -
committee  verify   -        -     -          -
committee  undo     -        -     -          -
committee  import   -        -     -          -
committee  reset    -        -     -          -
committee  erase    -        -     -          -
committee  audit    -        -     -          -
funder     read     all      all   all        all
funder     enter    -        -     -          -
funder     report   -        -     -          -
funder     milestone -        -     -          -
funder     propose  -        -     -          -
funder     verify   -        -     -          -
funder     undo     -        -     -          -
funder     import   -        -     -          -
funder     reset    -        -     -          -
funder     erase    -        -     -          -
funder     audit    -        -     -          -
instructor read     all      all   all        all
instructor enter    -        -     -          -
instructor report   -        -     -          -
instructor milestone -        -     -          -
instructor propose  -        -     -          -
instructor verify   -        -     -          -
instructor undo     -        -     -          -
instructor import   -        -     -          -
instructor reset    -        -     -          -
instructor erase    -        -     -          -
instructor audit    -        -     -          -
lead       read     all      all   all        all
lead       enter    -        -     -          -
lead       report   -        -     own        own
lead       milestone -        -     own        own
lead       propose  -        -     -          -
lead       verify   -        -     -          -
lead       undo     -        -     own        own
lead       import   -        -     -          -
lead       reset    -        -     -          -
lead       erase    -        -     -          -
lead       audit    -        -     -          -
visitor    read     all      all   all        all
visitor    enter    -        -     -          -
visitor    report   -        -     -          -
visitor    milestone -        -     -          -
visitor    propose  -        -     -          -
visitor    verify   -        -     -          -
visitor    undo     -        -     -          -
visitor    import   -        -     -          -
visitor    reset    -        -     -          -
visitor    erase    -        -     -          -
visitor    audit    -        -     -          -
"""
KINDS = (None, ProgrammeKind.REAL, ProgrammeKind.FICTIONAL, ProgrammeKind.LIVE)


def table() -> dict[tuple[Persona, Action, ProgrammeKind | None], str]:
    lines = [line.split() for line in EXPECTED.strip().splitlines()[1:]]
    return {
        (Persona.of(persona), Action.of(action), kind): answer
        for persona, action, *answers in lines
        for kind, answer in zip(KINDS, answers, strict=True)
    }


def test_the_table_says_everything() -> None:
    assert set(table()) == set(itertools.product(Persona, Action, KINDS))


@pytest.mark.parametrize(("persona", "action", "kind"), table(), ids=str)
def test_who_may_do_what(persona: Persona, action: Action, kind: ProgrammeKind | None) -> None:
    expected = table()[persona, action, kind]
    actor = Actor(persona, ORGANISATION.get(persona))
    for name, lead in PROJECTS.items():
        if kind is None and lead is not None:
            continue
        answer = decide(actor, action, Object("plan", kind, lead))
        may = expected == "all" or (expected == "own" and name == "its own")
        assert isinstance(answer, Allowed if may else Denied), (name, answer)
        assert answer.rule
        if isinstance(answer, Denied):
            assert answer.reason.fr.endswith((".", "!")) and answer.reason.en


def test_a_lead_changes_nothing_in_a_programme_of_unknown_kind() -> None:
    actor = Actor(Persona.LEAD, "MINE")
    assert isinstance(decide(actor, Action.REPORT, Object("plan", None, "MINE")), Denied)


def test_a_project_without_a_lead_is_nobody_s() -> None:
    """No organisation is « None »."""
    for persona in (Persona.LEAD, Persona.FUNDER):
        for name in ("None", "MINE"):
            answer = decide(Actor(persona, name), Action.REPORT, Object("plan", ProgrammeKind.LIVE, None))
            assert isinstance(answer, Denied)


def test_the_real_programme_is_read_only_to_all_but_the_office_s_import_and_erasure() -> None:
    allowed = {
        (persona, action)
        for persona, action in itertools.product(Persona, Action)
        for lead in PROJECTS.values()
        if isinstance(
            decide(Actor(persona, ORGANISATION.get(persona)), action, Object("p", ProgrammeKind.REAL, lead)), Allowed
        )
    }
    reading = {(persona, Action.READ) for persona in Persona}
    office = {(Persona.OFFICE, action) for action in (Action.IMPORT, Action.ERASE, Action.AUDIT)}
    assert allowed == reading | office


@pytest.mark.parametrize("text", ["office", "committee", "visitor", "lead:ORG", "funder:ORG", "instructor:ORG"])
def test_a_persona_is_written_as_it_is_read(text: str) -> None:
    assert str(Actor.parse(text)) == text


@pytest.mark.parametrize("text", ["", "lead", "lead:", "funder", "office:ORG", "visitor:ORG", "Office", "root", ":ORG"])
def test_what_is_no_persona_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        Actor.parse(text)
    assert refusal.value.text.fr != refusal.value.text.en


@pytest.mark.parametrize("name", ["A B", "a/b", "x" * 80, "é", "A:B"])
def test_an_actor_s_organisation_is_a_code(name: str) -> None:
    with pytest.raises(Refused):
        Actor.parse(f"lead:{name}")


def test_a_funder_verifies_what_its_agreements_wait_for_and_nothing_else() -> None:
    def may(actor: Actor, **more: object) -> bool:
        object_ = Object("plan", ProgrammeKind.LIVE, "LEAD", **more)  # type: ignore[arg-type]
        return isinstance(decide(actor, Action.VERIFY, object_), Allowed)

    funder = Actor(Persona.FUNDER, "MINE")
    assert may(funder, funders=frozenset({"MINE", "OTHER"}))
    assert not may(funder, funders=frozenset({"OTHER"}))
    assert not may(funder, funders=frozenset())
    # Nobody verifies what they, or their own organisation, submitted or are paid for.
    assert not may(funder, funders=frozenset({"MINE"}), payees=frozenset({"MINE"}))
    assert not may(Actor(Persona.FUNDER, "LEAD"), funders=frozenset({"LEAD"}))
    for persona in (Persona.OFFICE, Persona.COMMITTEE, Persona.VISITOR):
        assert not may(Actor(persona), funders=frozenset({"MINE"}))
    assert not may(Actor(Persona.LEAD, "MINE"), funders=frozenset({"MINE"}))
    real = Object("plan", ProgrammeKind.REAL, "LEAD", frozenset({"MINE"}))
    assert isinstance(decide(funder, Action.VERIFY, real), Denied)


def test_an_instructor_proposes_where_its_signatory_decides_and_decides_nothing() -> None:
    instructor, of = Actor(Persona.INSTRUCTOR, "MINE"), frozenset({"MINE"})
    asked = Object("plan", ProgrammeKind.LIVE, "LEAD", of)
    assert isinstance(decide(instructor, Action.PROPOSE, asked), Allowed)
    for action in (Action.VERIFY, Action.ENTER, Action.MILESTONE, Action.UNDO):
        assert isinstance(decide(instructor, action, asked), Denied)
    for other in (Object("plan", ProgrammeKind.LIVE, "MINE", of), Object("plan", ProgrammeKind.LIVE, "LEAD", of, of)):
        assert isinstance(decide(instructor, Action.PROPOSE, other), Denied)
