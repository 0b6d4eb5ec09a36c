"""From the bytes of a file to its text. A letter is never turned into others: what cannot be told is refused."""

from __future__ import annotations

import re

from portfolio.domain.basis.text import Text
from portfolio.intake.findings import Unreadable

UTF_8_MARK, UTF_16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
# What French letters and signs are in UTF-8: read as the Windows code page, « é » would show as « Ã© ».
FRENCH_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xc5[\x92\x93\xb8]|\xe2\x80[\x80-\xbf]|\xe2\x82\xac")
BREAK = re.compile(r"\r\n|\r|\n")
# Inside a word, signs that only another code page (DOS, old Macintosh) puts there: « soci‚t‚ » for « société ».
OTHER_CODE_PAGE = re.compile("[A-Za-z][‚„†‡ˆŠŽ][a-z]|[a-z][‚Ž](?![a-z])")


def decode(raw: bytes) -> tuple[str, str]:
    """(text, encoding): UTF-8, marked or not; UTF-16 when marked; else the Windows code page of French spreadsheets.

    `Unreadable`: what is no text, a file that mixes encodings, another code page.
    """
    text, encoding = _by_mark(raw) if raw.startswith((UTF_8_MARK, *UTF_16_MARKS)) else _unmarked(raw)
    if "\x00" in text:
        raise Unreadable(NO_TEXT, len(BREAK.findall(text[: text.index("\x00")])) + 1)
    return text, encoding


def _by_mark(raw: bytes) -> tuple[str, str]:
    marked = raw.removeprefix(UTF_8_MARK)
    encoding, body = ("utf-16", raw) if marked == raw else ("utf-8", marked)
    try:
        return body.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise _unknown(body[: error.start]) from error


def _unmarked(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if FRENCH_UTF_8.search(raw):
            raise _unknown(raw[: error.start]) from error
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _unknown(raw[: error.start]) from error
    odd = OTHER_CODE_PAGE.search(text)
    if odd:
        raise _unknown(raw[: odd.start()])
    return text, "cp1252"


def _unknown(before: bytes) -> Unreadable:
    """The letters are not understood from here on; bytes and lines count alike in every one-byte encoding."""
    return Unreadable(UNKNOWN_LETTERS, len(BREAK.findall(before.decode("latin-1"))) + 1)


NO_TEXT = Text(
    fr="ce n’est pas un fichier texte : il contient un octet nul. Enregistrez-le en CSV UTF-8.",
    en="this is not a text file: it holds a null byte. Save it as CSV UTF-8.",
)
UNKNOWN_LETTERS = Text(
    fr="l’encodage des lettres n’est pas reconnu, ou plusieurs sont mêlés. Enregistrez le fichier en CSV UTF-8.",
    en="the encoding of the letters is not recognised, or several are mixed. Save the file as CSV UTF-8.",
)
