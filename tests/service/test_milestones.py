"""One milestone, several funders: each answers for its own agreement, on the file it saw, and in any order."""

from __future__ import annotations

import hashlib
import itertools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.access.actor import Actor, Persona
from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import (
    AnswerMilestone,
    Piece,
    ReopenMilestone,
    ReplanMilestone,
    ReportReached,
    ResetProgramme,
    SubmitEvidence,
    UndoEvent,
)
from portfolio.domain.facts import (
    Agreement,
    AgreementMilestone,
    Evidence,
    Fact,
    Instalment,
    Milestone,
    Organisation,
    Submission,
    Verification,
)
from portfolio.domain.facts.choices import Answer, EvidenceKind, Family, InstalmentKind
from portfolio.domain.milestones import verification
from portfolio.domain.questions import AnswerRow, FactRows, Figures, MilestoneAnswers, ProgressCurve
from portfolio.presentation.kit.block import View
from portfolio.presentation.milestones.verifications import queue_message
from portfolio.service import Forbidden, Recorded, Service
from tests.support.installations import (
    EFFORT,
    LEAD,
    NOW,
    OFFICE,
    OTHER_LEAD,
    VISITOR,
    Place,
    held,
    load,
    new_name,
    planned,
    verdicts,
)

STATE, REGION, BANK = (Actor(Persona.FUNDER, code) for code in ("ETAT", "REGION", "BANQUE"))
FILES = (b"%PDF-1.7 proces-verbal", b"\xff\xd8\xff local technique")
DIGESTS = [hashlib.sha256(content).hexdigest() for content in FILES]
REPORT = Piece("PV de réception.pdf", EvidenceKind.ACCEPTANCE_REPORT, DIGESTS[0], "application/pdf", 1_000)
PHOTO = Piece("Local technique.jpg", EvidenceKind.PHOTO, DIGESTS[1], "image/jpeg", 2_000)
KEY = ("P1", "J1")


def agreement(code: str, funder: str, *milestones: str, amount: int = 100_000, **more: Any) -> tuple[Fact, ...]:
    """An agreement with one instalment that waits for these milestones."""
    named: dict[str, Any] = {"project_id": "P1", "agreement_id": code}
    return (
        Agreement(**named, funder_id=funder, **more),
        Instalment(**named, instalment_id="E1", kind=InstalmentKind.INTERIM, amount_eur=Decimal(amount)),
        *(AgreementMilestone(**named, milestone_id=each, instalment_id="E1") for each in milestones),
    )


def paid_by(service: Service, *agreements: tuple[Fact, ...]) -> str:
    """The small plan, in which P1's J1 is reached, with agreements."""
    programme = planned(service)
    for content in FILES:
        service.store.evidence.keep(content)
    people = [
        Organisation(organisation_id="REGION", name="Région fictive", family=Family.REGION),
        Organisation(organisation_id="BANQUE", name="Banque fictive", family=Family.PUBLIC_BANK),
    ]
    load(service, programme, *people, *itertools.chain.from_iterable(agreements))
    return programme


def two(service: Service) -> str:
    return paid_by(service, agreement("A1", "ETAT", "J1"), agreement("A2", "REGION", "J1", amount=50_000))


def submit(service: Service, programme: str, *pieces: Piece, by: Actor = LEAD) -> Recorded:
    asked = SubmitEvidence(programme=programme, project_id="P1", milestone_id="J1", pieces=pieces or (REPORT,))
    return service.carry_out(asked, by, new_name("id"))


def answer(
    service: Service, programme: str, by: Actor, said: Answer, version: int = 1, reason: str | None = None
) -> Recorded:
    asked = AnswerMilestone(
        programme=programme, project_id="P1", milestone_id="J1", answer=said, version=version, reason=reason
    )
    return service.carry_out(asked, by, new_name("id"))


def rows(service: Service, programme: str, day: date | None = None) -> dict[str, AnswerRow]:
    found = service.read(MilestoneAnswers(programme=programme, project_id="P1"), VISITOR, day)
    return {row.funder_id: row for row in found if row.milestone_id == "J1"}


def progress(service: Service, programme: str, day: date | None = None) -> Any:
    [found] = service.read(Figures(programme=programme, indicator="verified_progress"), VISITOR, day)
    return found.value


def weigh(service: Service, programme: str) -> None:
    """J1 weighs 40, and J2, for which the State waits too, 60."""
    for key, weight in (("J1", 40), ("J2", 60)):
        [row] = [
            m
            for m in service.read(FactRows(programme=programme, fact=Milestone, project_id="P1"), VISITOR)
            if m.milestone_id == key
        ]
        load(service, programme, Milestone(**{**vars_of(row), "weight": Decimal(weight)}))


def vars_of(row: Fact) -> dict[str, Any]:
    return {each.name: getattr(row, each.name) for each in row.declaration.fields}


def test_the_whole_story_of_a_milestone_two_funders_pay_for(shared: Place) -> None:
    """Submitted; the State verifies, the région sends back; completed; both verify the new file; it is verified."""
    service, clock = shared.service, shared.clock
    programme = paid_by(service, agreement("A1", "ETAT", "J1", "J2"), agreement("A2", "REGION", "J1", amount=50_000))
    weigh(service, programme)
    days = []

    def told(act: Any) -> None:
        days.append(clock.at.date())
        act()
        clock.at += timedelta(days=1)

    told(lambda: submit(service, programme, REPORT))
    told(lambda: answer(service, programme, STATE, Answer.VERIFIED))
    told(lambda: answer(service, programme, REGION, Answer.TO_COMPLETE, reason="Il manque les photos."))
    assert progress(service, programme) == 0
    told(lambda: submit(service, programme, PHOTO))
    assert {code: row.answer for code, row in rows(service, programme).items()} == {"ETAT": None, "REGION": None}
    told(lambda: answer(service, programme, REGION, Answer.VERIFIED, version=2))
    assert progress(service, programme) == 0
    told(lambda: answer(service, programme, STATE, Answer.VERIFIED, version=2))
    assert progress(service, programme) == pytest.approx(0.4)
    # « Au (date) » shows each state of the story as it was.
    states = [{code: row.answer for code, row in rows(service, programme, day).items()} for day in days]
    assert states == [
        {"ETAT": None, "REGION": None},
        {"ETAT": "verified", "REGION": None},
        {"ETAT": "verified", "REGION": "to_complete"},
        {"ETAT": None, "REGION": None},
        {"ETAT": None, "REGION": "verified"},
        {"ETAT": "verified", "REGION": "verified"},
    ]
    assert [progress(service, programme, day) for day in days][-2:] == [0, pytest.approx(0.4)]
    assert verdicts(service.store.record)[programme] == []


def test_each_funder_sees_the_euros_that_wait_for_its_answer(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    found = rows(service, programme)
    assert {code: row.amount_eur for code, row in found.items()} == {"ETAT": 100_000, "REGION": 50_000}
    assert all(row.version is None and not row.is_verified for row in found.values())
    mine = service.read(MilestoneAnswers(programme=programme, funder_id="REGION"), VISITOR)
    assert [row.funder for row in mine] == ["Région fictive"]


def test_evidence_is_submitted_for_what_is_reached(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    asked = SubmitEvidence(programme=programme, project_id="P1", milestone_id="J2", pieces=(REPORT,))
    with pytest.raises(Refused, match="not reported reached"):
        service.carry_out(asked, LEAD, new_name("id"))
    reached = ReportReached(programme=programme, project_id="P1", milestone_id="J2", reached_on=NOW.date())
    assert service.carry_out(reached, LEAD, new_name("id")).sequence
    assert service.carry_out(asked, LEAD, new_name("id")).rows == 2


def test_a_milestone_is_not_reached_tomorrow(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    tomorrow = NOW.date() + timedelta(days=1)
    asked = ReportReached(programme=programme, project_id="P1", milestone_id="J2", reached_on=tomorrow)
    with pytest.raises(Refused, match="later than"):
        service.carry_out(asked, LEAD, new_name("id"))


def test_once_submitted_the_day_it_was_reached_no_longer_changes(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    submit(service, programme)
    asked = ReportReached(programme=programme, project_id="P1", milestone_id="J1", reached_on=date(2026, 3, 3))
    with pytest.raises(Refused, match="no longer changes"):
        service.carry_out(asked, LEAD, new_name("id"))


def test_a_submission_without_evidence_is_refused_and_leaves_nothing(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    asked = SubmitEvidence(programme=programme, project_id="P1", milestone_id="J1", pieces=())
    with pytest.raises(Refused, match="no evidence"):
        service.carry_out(asked, LEAD, new_name("id"))
    assert not [name for name, _ in held(service, programme) if name in {"submission", "evidence"}]


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (Piece("Rien", EvidenceKind.OTHER), "file or a link"),
        (Piece("Deux", EvidenceKind.OTHER, DIGESTS[0], url="https://exemple.fr/pv"), "file or a link"),
        (Piece("Lien", EvidenceKind.OTHER, url="https://exemple.fr/pv"), "who vouches"),
        (Piece("Lien", EvidenceKind.OTHER, url="pv.pdf", vouched_by="La mairie"), "web address"),
    ],
)
def test_a_piece_is_a_file_or_a_link_someone_vouches_for(quick: Place, piece: Piece, words: str) -> None:
    service, programme = quick.service, two(quick.service)
    with pytest.raises(Refused, match=words):
        submit(service, programme, REPORT, piece)
    assert ("submission", KEY) not in held(service, programme)


def test_an_answer_bears_on_the_file_that_was_seen(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    with pytest.raises(Refused, match="nothing to examine"):
        answer(service, programme, STATE, Answer.VERIFIED)
    submit(service, programme)
    submit(service, programme, PHOTO)
    with pytest.raises(Refused, match="version 1 seen, version 2 now"):
        answer(service, programme, STATE, Answer.VERIFIED, version=1)
    assert answer(service, programme, STATE, Answer.VERIFIED, version=2).rows == 1


@pytest.mark.parametrize("said", [Answer.TO_COMPLETE, Answer.REFUSED])
def test_sending_back_and_refusing_are_motivated(quick: Place, said: Answer) -> None:
    service, programme = quick.service, two(quick.service)
    submit(service, programme)
    with pytest.raises(Refused, match="needs a reason"):
        answer(service, programme, STATE, said)
    assert answer(service, programme, STATE, said, reason="Le procès-verbal n’est pas signé.").rows == 1
    assert rows(service, programme)["ETAT"].reason == "Le procès-verbal n’est pas signé."


def test_the_same_answer_twice_is_one_event(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    submit(service, programme)
    assert answer(service, programme, STATE, Answer.VERIFIED).sequence
    assert answer(service, programme, STATE, Answer.VERIFIED).sequence is None


@pytest.mark.parametrize("order", [(STATE, REGION), (REGION, STATE)])
def test_in_either_order_the_milestone_comes_out_the_same(quick: Place, order: tuple[Actor, ...]) -> None:
    service, programme = quick.service, two(quick.service)
    submit(service, programme)
    for funder in order:
        assert not all(row.is_verified for row in rows(service, programme).values())
        answer(service, programme, funder, Answer.VERIFIED)
    assert all(row.is_verified for row in rows(service, programme).values())


def test_a_verified_milestone_is_closed_until_a_funder_that_verified_reopens_it(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    submit(service, programme)
    answer(service, programme, STATE, Answer.VERIFIED)
    answer(service, programme, REGION, Answer.VERIFIED)
    with pytest.raises(Refused, match="its file is closed"):
        submit(service, programme, PHOTO)
    with pytest.raises(Refused, match="reopen your verification"):
        answer(service, programme, STATE, Answer.TO_COMPLETE, reason="À revoir.")
    reopen = ReopenMilestone(programme=programme, project_id="P1", milestone_id="J1", reason="Réserves non levées.")
    service.carry_out(reopen, REGION, new_name("id"))
    found = rows(service, programme)
    assert (found["REGION"].answer, found["REGION"].reason) == ("to_complete", "Réserves non levées.")
    assert found["ETAT"].is_verified
    submit(service, programme, PHOTO)
    assert [row.answer for row in rows(service, programme).values()] == [None, None]


def test_only_a_verification_of_ones_own_is_reopened(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    submit(service, programme)
    answer(service, programme, STATE, Answer.VERIFIED)
    reopen = ReopenMilestone(programme=programme, project_id="P1", milestone_id="J1", reason="Pour voir.")
    with pytest.raises(Refused, match="nothing to reopen"):
        service.carry_out(reopen, REGION, new_name("id"))
    with pytest.raises(Refused, match="compulsory"):
        ReopenMilestone(programme=programme, project_id="P1", milestone_id="J1", reason=" ")


def test_a_new_agreement_makes_a_verified_milestone_wait_again(quick: Place) -> None:
    service, programme = quick.service, paid_by(quick.service, agreement("A1", "ETAT", "J1"))
    submit(service, programme)
    answer(service, programme, STATE, Answer.VERIFIED)
    assert all(row.is_verified for row in rows(service, programme).values())
    load(service, programme, *agreement("A2", "REGION", "J1"))
    assert {code: row.is_verified for code, row in rows(service, programme).items()} == {"ETAT": True, "REGION": False}


def test_a_funder_may_rely_on_the_answer_of_another_and_still_speaks_first(quick: Place) -> None:
    service = quick.service
    programme = paid_by(service, agreement("A1", "ETAT", "J1"), agreement("A2", "REGION", "J1", relies_on_id="ETAT"))
    submit(service, programme)
    answer(service, programme, STATE, Answer.VERIFIED)
    assert all(row.is_verified for row in rows(service, programme).values())
    with pytest.raises(Refused, match="closed"):
        submit(service, programme, PHOTO)
    answer(service, programme, REGION, Answer.TO_COMPLETE, reason="Notre logo manque.")
    assert {code: row.is_verified for code, row in rows(service, programme).items()} == {"ETAT": True, "REGION": False}


def test_a_lapsed_agreement_asks_for_nothing_any_more(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    load(service, programme, *agreement("A2", "REGION", "J1", lapsed_on=NOW.date())[:1])
    assert set(rows(service, programme)) == {"ETAT"}
    submit(service, programme)
    with pytest.raises(Forbidden):
        answer(service, programme, REGION, Answer.VERIFIED)


@pytest.mark.parametrize("actor", [LEAD, OTHER_LEAD, OFFICE, VISITOR, BANK, Actor(Persona.FUNDER, "LEAD-1")], ids=str)
def test_who_pays_nothing_for_a_milestone_does_not_answer_for_it(quick: Place, actor: Actor) -> None:
    service, programme = quick.service, two(quick.service)
    submit(service, programme)
    with pytest.raises(Forbidden):
        answer(service, programme, actor, Answer.VERIFIED)


def test_whoever_an_agreement_pays_does_not_verify_what_it_is_paid_for(quick: Place) -> None:
    """A région that both funds and is paid by the State does not check the milestone that pays it."""
    service = quick.service
    paid = agreement("A1", "ETAT", "J1", beneficiary_id="REGION")
    programme = paid_by(service, paid, agreement("A2", "REGION", "J1"))
    submit(service, programme)
    with pytest.raises(Forbidden, match="does not verify its own"):
        answer(service, programme, REGION, Answer.VERIFIED)


@pytest.mark.parametrize("actor", [OTHER_LEAD, STATE, OFFICE, VISITOR], ids=str)
def test_only_its_lead_keeps_the_milestones_of_a_project(quick: Place, actor: Actor) -> None:
    service, programme = quick.service, two(quick.service)
    with pytest.raises(Forbidden):
        submit(service, programme, by=actor)


def test_a_re_planned_milestone_says_why_and_keeps_its_first_date(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    later = date(2027, 3, 31)
    asked = ReplanMilestone(
        programme=programme, project_id="P1", milestone_id="J2", expected_on=later, reason="Marché infructueux."
    )
    recorded = service.carry_out(asked, LEAD, new_name("id"))
    moved = held(service, programme)["milestone", ("P1", "J2")]
    assert isinstance(moved, Milestone)
    assert (moved.planned_on, moved.expected_on) == (date(2026, 12, 31), later)
    assert recorded.sequence is not None
    service.carry_out(UndoEvent(programme=programme, sequence=recorded.sequence), LEAD, new_name("id"))
    back = held(service, programme)["milestone", ("P1", "J2")]
    assert isinstance(back, Milestone) and back.expected_on is None


def test_pieces_are_numbered_within_their_version_and_all_are_kept(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    submit(service, programme, REPORT, PHOTO)
    submit(service, programme, PHOTO)
    pieces = service.read(FactRows(programme=programme, fact=Evidence, project_id="P1"), VISITOR)
    assert [(piece.evidence_id, int(piece.version)) for piece in pieces] == [("1-01", 1), ("1-02", 1), ("2-01", 2)]


def test_the_curve_ends_at_the_three_figures_of_the_day_and_rises_when_the_last_funder_answers(quick: Place) -> None:
    service, clock = quick.service, quick.clock
    programme = paid_by(service, agreement("A1", "ETAT", "J1", "J2"), agreement("A2", "REGION", "J1"))
    weigh(service, programme)
    submit(service, programme)
    answer(service, programme, STATE, Answer.VERIFIED)
    clock.at += timedelta(days=40)
    answer(service, programme, REGION, Answer.VERIFIED)
    clock.at += timedelta(days=40)
    points = {point.day: point for point in service.read(ProgressCurve(programme=programme), VISITOR)}
    today = points[clock.at.date()]
    for name in ("planned", "declared", "verified"):
        [figure] = service.read(Figures(programme=programme, indicator=f"{name}_progress"), VISITOR)
        assert float(getattr(today, name)) == pytest.approx(float(figure.value or 0))
    assert [float(points[day].verified or 0) for day in (date(2026, 6, 30), date(2026, 7, 31))] == [
        0,
        pytest.approx(0.4),
    ]


def test_a_plan_without_agreements_has_no_verified_curve(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    weigh(service, programme)
    assert {point.verified for point in service.read(ProgressCurve(programme=programme), VISITOR)} == {None}


def test_relying_on_another_for_one_agreement_is_not_relying_for_all(quick: Place) -> None:
    service = quick.service
    relying, own = agreement("A2", "REGION", "J1", relies_on_id="ETAT"), agreement("A3", "REGION", "J1")
    programme = paid_by(service, agreement("A1", "ETAT", "J1"), relying, own)
    submit(service, programme)
    answer(service, programme, STATE, Answer.VERIFIED)
    assert {code: row.is_verified for code, row in rows(service, programme).items()} == {"ETAT": True, "REGION": False}
    submit(service, programme, PHOTO)


def test_evidence_whose_file_was_not_kept_is_refused(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    with pytest.raises(Refused, match="not among the files kept"):
        submit(service, programme, Piece("Ailleurs", EvidenceKind.OTHER, "a" * 64, "application/pdf", 10))
    with pytest.raises(Refused):
        submit(service, programme, Piece("Rien", EvidenceKind.OTHER, "nimporte.quoi", "text/html", 1))
    assert ("submission", KEY) not in held(service, programme)


def test_verifying_again_moves_no_date(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    submit(service, programme)
    answer(service, programme, STATE, Answer.VERIFIED)
    quick.clock.at += timedelta(days=30)
    assert answer(service, programme, STATE, Answer.VERIFIED, reason="toujours bon").sequence is None


def test_a_version_number_names_one_file_for_good(quick: Place) -> None:
    """What a reset took back keeps its number: a funder that looked at it does not answer on another file."""
    service, programme = quick.service, two(quick.service)
    submit(service, programme)
    service.carry_out(ResetProgramme(programme=programme), OFFICE, new_name("id"))
    submit(service, programme, PHOTO)
    assert rows(service, programme)["ETAT"].version == 2
    with pytest.raises(Refused, match="version 1 seen, version 2 now"):
        answer(service, programme, STATE, Answer.VERIFIED, version=1)


def test_an_instalment_that_waits_for_two_milestones_is_counted_once_and_an_unknown_amount_is_said(
    quick: Place,
) -> None:
    service = quick.service
    programme = paid_by(service, agreement("A1", "ETAT", "J1", "J2"))
    reached = ReportReached(programme=programme, project_id="P1", milestone_id="J2", reached_on=NOW.date())
    service.carry_out(reached, LEAD, new_name("id"))
    submit(service, programme)
    more = SubmitEvidence(programme=programme, project_id="P1", milestone_id="J2", pieces=(PHOTO,))
    service.carry_out(more, LEAD, new_name("id"))
    view = View("fr", "light", NOW.date())
    asked = MilestoneAnswers(programme=programme, funder_id="ETAT")

    def said() -> str:
        return queue_message(service.read(asked, VISITOR), view).replace("\u202f", " ").replace("\xa0", " ")

    assert said() == "2 jalons à examiner : 100 000 € en dépendent"
    unknown: dict[str, Any] = {"project_id": "P1", "agreement_id": "A9", "instalment_id": "E1"}
    load(
        service,
        programme,
        Agreement(project_id="P1", agreement_id="A9", funder_id="ETAT"),
        Instalment(**unknown, kind=InstalmentKind.BALANCE),
        AgreementMilestone(**unknown, milestone_id="J1"),
    )
    assert said() == "2 jalons à examiner : au moins 100 000 € en dépendent"


def verified(funder: str, version: int = 1) -> Verification:
    return Verification(
        project_id="P1",
        milestone_id="J1",
        funder_id=funder,
        answer=Answer.VERIFIED,
        version=Decimal(version),
        answered_on=NOW.date(),
    )


def test_an_import_obeys_what_people_obey(quick: Place) -> None:
    service, programme = quick.service, two(quick.service)
    with pytest.raises(Refused, match="never submitted"):
        load(service, programme, verified("ETAT"))
    submit(service, programme)
    with pytest.raises(Refused, match="never submitted"):
        load(service, programme, verified("ETAT", 2))
    with pytest.raises(Refused, match="does not verify its own"):
        load(service, programme, verified("LEAD-1"))
    load(service, programme, verified("ETAT"))
    [step] = [row for row in held(service, programme).values() if isinstance(row, Milestone) and row.key == KEY]
    with pytest.raises(Refused, match="not reached"):
        load(service, programme, Milestone(**{**vars_of(step), "reached_on": None}))


FUNDERS = ("ETAT", "REGION", "BANQUE")


@settings(max_examples=15 * EFFORT, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(st.tuples(st.sampled_from(["submit", *FUNDERS]), st.sampled_from(list(Answer))), max_size=12),
    relying=st.sets(st.sampled_from(["REGION", "BANQUE"])),
)
def test_what_the_facts_show_is_what_the_rule_says(quick: Place, acts: list[Any], relying: set[str]) -> None:
    """Whatever is submitted and answered, in any order: the view and the rule of the domain agree."""
    service = quick.service
    agreements = [
        agreement(f"A-{code}", code, "J1", relies_on_id="ETAT" if code in relying else None) for code in FUNDERS
    ]
    programme = paid_by(service, *agreements)
    for who, said in acts:
        rows_now = held(service, programme)
        told = rows_now.get(("submission", KEY))
        version = int(told.version) if isinstance(told, Submission) else 1
        try:
            if who == "submit":
                submit(service, programme)
            else:
                answer(service, programme, Actor(Persona.FUNDER, who), said, version, reason="motif")
        except Refused:
            continue
    after = held(service, programme)
    told = after.get(("submission", KEY))
    version_now = told.version if isinstance(told, Submission) else None
    answers = {row.funder_id: row for row in after.values() if isinstance(row, Verification)}
    funders = verification.asked([row for row in after.values() if isinstance(row, Agreement)], "LEAD-1")
    expected = {code: verification.is_verified(code, chiefs, answers, version_now) for code, chiefs in funders.items()}
    assert {code: row.is_verified for code, row in rows(service, programme).items()} == expected
