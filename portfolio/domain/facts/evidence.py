"""What proves a milestone: what its lead submits, piece by piece, and what each funder answers."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.facts.choices import Answer, EvidenceKind
from portfolio.domain.facts.declaration import Fact, field
from portfolio.domain.facts.kinds import Kind, Steward
from portfolio.domain.facts.plan import PROJECT

MILESTONE = Text("jalon", "milestone")
VERSION = Text("version du dossier", "version of the file")
DIGEST = re.compile(r"[0-9a-f]{64}")
WITH_A_REASON = {Answer.TO_COMPLETE, Answer.REFUSED}


class Submission(
    Fact,
    key=("project_id", "milestone_id"),
    steward=Steward.NOBODY,
    label=Text("dossier du jalon", "milestone file"),
    meaning=Text(
        "Le dossier de preuves d’un jalon, tel que le porteur l’a soumis la dernière fois ; chaque envoi en fait une "
        "nouvelle version, que les financeurs examinent.",
        "The evidence of a milestone as its lead submitted it last; each submission makes a new version of it, which "
        "the funders examine.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    milestone_id: str = field(Kind.CODE, MILESTONE, refers_to="milestone")
    version: Decimal = field(Kind.NUMBER, VERSION, low=Decimal(1))
    submitted_on: date = field(Kind.DATE, Text("soumis le", "submitted on"), happened=True)
    submitted_by_id: str | None = field(
        Kind.CODE, Text("soumis par", "submitted by"), default=None, refers_to="organisation"
    )
    comment: str | None = field(
        Kind.TEXT, Text("mot du porteur", "lead's comment"), default=None, longest=500, personal=True
    )


class Evidence(
    Fact,
    key=("project_id", "milestone_id", "evidence_id"),
    steward=Steward.NOBODY,
    label=Text("pièce justificative", "evidence"),
    meaning=Text(
        "Un fichier, désigné par son empreinte, ou un lien dont quelqu’un répond.",
        "A file, named by its digest, or a link that someone vouches for.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    milestone_id: str = field(Kind.CODE, MILESTONE, refers_to="milestone")
    evidence_id: str = field(Kind.CODE, Text("pièce", "piece"))
    title: str = field(Kind.TEXT, Text("nom", "name"))
    kind: EvidenceKind = field(Kind.CHOICE, Text("nature", "kind"), choice=EvidenceKind)
    version: Decimal = field(Kind.NUMBER, VERSION, low=Decimal(1))
    sha256: str | None = field(Kind.CODE, Text("empreinte SHA-256", "SHA-256 digest"), default=None)
    media_type: str | None = field(Kind.TEXT, Text("type de fichier", "media type"), default=None)
    size_bytes: Decimal | None = field(Kind.NUMBER, Text("octets", "bytes"), default=None, low=Decimal(1))
    url: str | None = field(Kind.URL, Text("lien", "link"), default=None, longest=500)
    vouched_by: str | None = field(Kind.TEXT, Text("qui en répond", "vouched for by"), default=None, personal=True)

    def check(self) -> None:
        if self.sha256 is not None and not DIGEST.fullmatch(self.sha256):
            raise Refused(NO_DIGEST.fill(title=self.title), "sha256")
        if (self.sha256 is None) == (self.url is None):
            raise Refused(FILE_OR_LINK.fill(title=self.title), "url")
        if self.url is not None and self.vouched_by is None:
            raise Refused(NOBODY_VOUCHES.fill(title=self.title), "vouched_by")


class Verification(
    Fact,
    key=("project_id", "milestone_id", "funder_id"),
    steward=Steward.NOBODY,
    label=Text("vérification", "verification"),
    meaning=Text(
        "La réponse d’un financeur sur un jalon, pour la version du dossier qu’il a vue.",
        "A funder's answer on a milestone, for the version of the file that it saw.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    milestone_id: str = field(Kind.CODE, MILESTONE, refers_to="milestone")
    funder_id: str = field(Kind.CODE, Text("financeur", "funder"), refers_to="organisation")
    answer: Answer = field(Kind.CHOICE, Text("réponse", "answer"), choice=Answer)
    proposes: Answer | None = field(
        Kind.CHOICE, Text("réponse proposée", "answer proposed"), default=None, choice=Answer
    )
    act: str | None = field(Kind.TEXT, Text("acte de délégation", "act of delegation"), default=None)
    version: Decimal = field(Kind.NUMBER, VERSION, low=Decimal(1))
    reason: str | None = field(Kind.TEXT, Text("motif", "reason"), default=None, longest=500, personal=True)
    answered_on: date = field(Kind.DATE, Text("répondu le", "answered on"), happened=True)

    def check(self) -> None:
        said = self.proposes if self.answer is Answer.PROPOSED else self.answer
        if said in {None, Answer.PROPOSED} or (said is self.answer and self.proposes is not None):
            raise Refused(PROPOSES_WHAT, "proposes")
        if said in WITH_A_REASON and self.reason is None:
            raise Refused(REASON_NEEDED.fill(answer=said.label), "reason")


NO_DIGEST = Text(
    fr="l’empreinte de la pièce « {title} » n’en est pas une : 64 chiffres hexadécimaux sont attendus.",
    en="the digest of the piece “{title}” is none: 64 hexadecimal digits are expected.",
)
FILE_OR_LINK = Text(
    fr="la pièce « {title} » est un fichier ou un lien, et un seul des deux. Joignez le fichier, ou donnez son adresse "
    "(https://…).",
    en="the piece “{title}” is a file or a link, and just one of the two. Attach the file, or give its address "
    "(https://…).",
)
NOBODY_VOUCHES = Text(
    fr="le lien de la pièce « {title} » peut changer sans qu’on le sache : dites qui en répond.",
    en="the link of the piece “{title}” may change without a word: say who vouches for it.",
)
PROPOSES_WHAT = Text(
    fr="une réponse proposée dit laquelle (vérifié, à compléter ou refusé), et elle seule le dit.",
    en="an answer that is proposed says which (verified, to complete or refused), and it alone does.",
)
REASON_NEEDED = Text(
    fr="la réponse « {answer} » se motive : dites ce qui manque, ou pourquoi.",
    en="the answer “{answer}” needs a reason: say what is missing, or why.",
)
