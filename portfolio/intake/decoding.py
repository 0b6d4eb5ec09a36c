"""From the bytes of a file to its text. A letter is never turned into others: what cannot be told is refused."""

from __future__ import annotations

import re

from portfolio.domain.words import Refused, Text

UTF_8_MARK, UTF_16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
# What French letters and signs are in UTF-8: read as the Windows code page, « é » would show as « Ã© ».
FRENCH_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xc5[\x92\x93\xb8]|\xe2\x80[\x80-\xbf]|\xe2\x82\xac")
# Inside a word, signs that only another code page (DOS, old Macintosh) puts there: « soci‚t‚ » for « société ».
OTHER_CODE_PAGE = re.compile("[A-Za-z][‚„†‡ˆŠŽ][a-z]|[a-z][‚Ž](?![a-z])")


def decode(raw: bytes, name: str) -> tuple[str, str]:
    """(text, encoding): UTF-8, marked or not; UTF-16 when marked; else the Windows code page of French spreadsheets.

    Refused: what is no text, a file that mixes encodings, another code page.
    """
    text, encoding = _by_mark(raw, name) if raw.startswith((UTF_8_MARK, *UTF_16_MARKS)) else _unmarked(raw, name)
    if "\x00" in text:
        line = _line(text[: text.index("\x00")].encode("utf-8", "replace"))
        raise Refused(
            Text(
                fr=f"{name} n’est pas un fichier texte (octet nul, ligne {line}). Enregistrez-le en CSV UTF-8.",
                en=f"{name} is not a text file (null byte, line {line}). Save it as CSV UTF-8.",
            )
        )
    return text, encoding


def _by_mark(raw: bytes, name: str) -> tuple[str, str]:
    encoding = "utf-8-sig" if raw.startswith(UTF_8_MARK) else "utf-16"
    try:
        return raw.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise _unreadable(name, _line(raw[: error.start])) from error


def _unmarked(raw: bytes, name: str) -> tuple[str, str]:
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if FRENCH_UTF_8.search(raw):
            raise _unreadable(name, _line(raw[: error.start])) from error
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _unreadable(name, _line(raw[: error.start])) from error
    odd = OTHER_CODE_PAGE.search(text)
    if odd:
        raise _unreadable(name, _line(raw[: odd.start()]))
    return text, "cp1252"


def _line(before: bytes) -> int:
    return len(re.findall(rb"\r\n|\r|\n", before)) + 1


def _unreadable(name: str, line: int) -> Refused:
    return Refused(
        Text(
            fr=f"{name}, ligne {line} : l’encodage des lettres n’est pas reconnu, ou plusieurs sont mêlés. "
            "Enregistrez le fichier en CSV UTF-8.",
            en=f"{name}, line {line}: the encoding of the letters is not recognised, or several are mixed. "
            "Save the file as CSV UTF-8.",
        )
    )
