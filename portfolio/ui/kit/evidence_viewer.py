"""Showing a piece of evidence in place: an image or a PDF as it is, anything else to take away, a link to follow."""

from __future__ import annotations

import io

import streamlit as st
from PIL import Image

from portfolio import evidence
from portfolio.domain.basis.media import IMAGES, PDF
from portfolio.domain.facts import Evidence, Milestone, Submission
from portfolio.domain.questions import AnswerRow
from portfolio.presentation.kit.sentences import quoted
from portfolio.presentation.milestones import verifications
from portfolio.service import StoreProblem
from portfolio.ui.kit import words
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.queries import rows_of
from portfolio.ui.kit.session import service, visit

PDF_HEIGHT = 520
# What Pillow raises of an image that is cut, too large or something else under an image's first bytes.
UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def _image(content: bytes, title: str) -> None:
    """The image in place; one that cannot be read is only offered to be taken away."""
    try:
        Image.open(io.BytesIO(content)).load()
    except UNREADABLE:
        st.warning(visit().say(words.UNREADABLE_IMAGE), icon=":material/broken_image:")
        return
    st.image(content, width="stretch", alt=title)


def piece(found: Evidence) -> None:
    """One piece, with what it is and who vouches for it."""
    here = visit()
    with st.container(gap="xxsmall"):
        st.markdown(f"**{safe(found.title)}**")
        st.caption(safe(verifications.piece_line(found, here.view)))
        if found.url is not None:
            st.link_button(here.say(words.FOLLOW_LINK), found.url, icon=":material/open_in_new:")
            return
        try:
            content = evidence.read_file(service(), here.actor, here.code, found, here.as_of)
        except StoreProblem as problem:
            st.error(safe(here.say(problem.text)), icon=":material/broken_image:")
            return
        if found.media_type in IMAGES:
            _image(content, found.title)
        elif found.media_type == PDF:
            st.pdf(content, height=PDF_HEIGHT, key=f"pdf:{found.sha256}:{found.evidence_id}", alt=found.title)
        st.download_button(
            here.say(words.DOWNLOAD),
            content,
            found.title,
            found.media_type,
            icon=":material/download:",
            key=f"take:{found.project_id}/{found.milestone_id}/{found.evidence_id}",
            on_click="ignore",
        )


def pieces_of(row: AnswerRow) -> list[Evidence]:
    """The pieces of the milestone's file, the newest version first."""
    own = [piece for piece in rows_of(Evidence, row.project_id) if piece.milestone_id == row.milestone_id]
    return sorted(own, key=lambda piece: (-piece.version, piece.evidence_id))


def notes(row: AnswerRow) -> list[str]:
    """The milestone's criteria and note, and the lead's word with the file."""
    here, key = visit(), (row.project_id, row.milestone_id)
    own = [each for each in rows_of(Milestone, row.project_id) if each.key == key]
    notes = [text for each in own for text in (each.criteria, each.note) if text]
    told = [each.comment for each in rows_of(Submission, row.project_id) if each.key == key and each.comment]
    return [*notes, *(quoted(note, here.language) for note in told)]
