"""A file becomes text cells, each on its line, whatever wrote it; no letter is ever turned into others."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.facts import FACTS, Milestone, Observation
from portfolio.intake.decoding import decode
from portfolio.intake.findings import Unreadable
from portfolio.intake.rows import Contents, read_rows
from portfolio.intake.tables import TextTable, read_table
from tests.support.files import TODAY, lines, places

Reader = Callable[[str | bytes], TextTable]
FRENCH = "project_id,milestone_id,title\nF1,J1,« Œuvre » d’été — 100 € à Noël\n"
IN_LATIN_1 = "project_id,milestone_id,title\nF1,J1,Été à Noël, façade\n".replace(", f", " f")


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    def reading(content: str | bytes) -> TextTable:
        path = tmp_path / "milestone.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table(path)

    return reading


def rows_of(table: TextTable) -> Contents:
    return read_rows(table, FACTS["milestone"], TODAY)


def unreadable(read: Reader, content: str | bytes) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert refused.value.text.fr != refused.value.text.en
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_french_letters_are_read_right_in_every_encoding_that_spreadsheets_write(read: Reader, encoding: str) -> None:
    table = read(FRENCH.encode(encoding))
    assert table.rows == {2: ["F1", "J1", "« Œuvre » d’été — 100 € à Noël"]}
    assert table.columns == ("project_id", "milestone_id", "title")
    assert table.encoding == encoding.removesuffix("-sig")


def test_a_big_endian_utf_16_file_is_read_too(read: Reader) -> None:
    assert read(b"\xfe\xff" + FRENCH.encode("utf-16-be")).rows == read(FRENCH).rows


def test_latin_1_letters_are_those_of_the_windows_code_page(read: Reader) -> None:
    assert read(IN_LATIN_1.encode("latin-1")).rows == read(IN_LATIN_1).rows


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("project_id\nRéseau\n".encode() + "École\n".encode("cp1252"), 3),
        ("project_id\nÉcole\n".encode("cp1252") + "Réseau\n".encode(), 2),
        (b"\xef\xbb\xbf" + "project_id\nÉcole\n".encode("cp1252"), 2),
        (b"\xff\xfe" + "project_id\nÉcole\n".encode("utf-16-le")[:-1], 2),
        ("project_id\nSociété générale\n".encode("cp850"), 2),
        ("project_id\nSociété\n".encode("mac-roman"), 2),
        ("project_id\nÉtudes à la réception\n".encode("mac-roman"), 2),
        (b"MZ\x90\x00\x03", 1),
        (b"project_id\r\nok\r\n\x81\r\n", 3),
        (b"project_id\rok\r\x81\r", 3),
    ],
)
def test_letters_that_cannot_be_told_are_refused_with_the_line_rather_than_guessed(
    read: Reader, raw: bytes, line: int
) -> None:
    refused = unreadable(read, raw)
    assert refused.line == line
    assert "CSV UTF-8" in refused.text.fr and "CSV UTF-8" in refused.text.en


@pytest.mark.parametrize(
    "text",
    ["Une soirée… étoilée", "« Œuvres » à l’œil : 5 €", "ŠKODA, Škoda", "É» et été", "Noël–été", "aux ‰", "CAFÉ » Ô°"],
)
def test_the_signs_of_the_windows_code_page_are_not_mistaken_for_another_s(read: Reader, text: str) -> None:
    assert read(f"project_id;title\nF1;{text}\n".encode("cp1252")).rows == {2: ["F1", text]}


@pytest.mark.parametrize(
    "raw", [FRENCH.encode("utf-16-le"), FRENCH.encode("utf-32"), b"\x7fELF\x02\x01\x01" + bytes(9)]
)
def test_null_bytes_mean_that_this_is_no_text(read: Reader, raw: bytes) -> None:
    refused = unreadable(read, raw)
    assert "octet nul" in refused.text.fr and "null byte" in refused.text.en


def test_a_null_byte_is_named_with_its_line(read: Reader) -> None:
    assert unreadable(read, "project_id\nF1\nF\x002\n").line == 3


@given(text=st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_a_text_in_utf_8_or_utf_16_is_always_decoded_as_it_was(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode())[0] == text
    assert decode(b"\xff\xfe" + text.encode("utf-16-le"))[0] == text
    if not text.startswith("\ufeff"):
        assert decode(text.encode())[0] == text


@given(text=st.text("abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔŒ€’«»–—…°²,;\n 0123456789"))
def test_a_french_text_in_the_windows_code_page_is_decoded_as_it_was_or_refused(text: str) -> None:
    try:
        decoded, encoding = decode(text.encode("cp1252"))
    except Unreadable:
        return
    assert decoded == text or encoding == "utf-8"


@given(raw=st.binary(max_size=200) | st.text("F1J,;\t\"\n\r é€'=").map(str.encode))
@settings(max_examples=60)
def test_any_bytes_are_read_or_refused_and_never_crash(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "milestone.csv"
    path.write_bytes(raw)
    try:
        table = read_table(path)
    except Unreadable as refused:
        assert refused.text.fr and refused.text.en
    else:
        assert all(len(cells) == len(table.columns) for cells in table.rows.values())
        assert isinstance(rows_of(table), Contents)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_separator_and_the_ends_of_lines_are_found(read: Reader, separator: str, ending: str) -> None:
    text = separator.join(("project_id", "milestone_id", "title", "weight")) + ending
    text += separator.join(("F1", "J1", f'"Études{separator} puis ""travaux"""', '"1,5"')) + ending
    text += separator.join(("F1", "J2", "Service", "2")) + ending
    assert read(text).rows == {
        2: ["F1", "J1", f'Études{separator} puis "travaux"', "1,5"],
        3: ["F1", "J2", "Service", "2"],
    }


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_cell_may_hold_line_breaks_and_the_lines_after_it_keep_their_numbers(read: Reader, ending: str) -> None:
    text = ending.join(
        ("project_id,milestone_id,title,note", 'F1,J1,Un,"a', "b", 'c"', "F1,J2,Deux,", "F1,J3,Trois,d", "")
    )
    table = read(text)
    assert list(table.rows) == [2, 5, 6]
    assert [placed.row.note for placed in rows_of(table).rows if isinstance(placed.row, Milestone)] == [
        "a\nb\nc",
        None,
        "d",
    ]


def test_a_separator_inside_a_quoted_heading_does_not_count(read: Reader) -> None:
    table = read('project_id;"a,b,c,d";title\nF1;x;Études\n')
    assert table.headings == ("project_id", "a,b,c,d", "title") and table.rows == {2: ["F1", "x", "Études"]}


def test_the_hint_of_a_spreadsheet_on_its_first_line_is_followed(read: Reader) -> None:
    table = read("sep=;\r\nproject_id;milestone_id;title\r\nF1;J1;Études, travaux\r\n")
    assert table.columns == ("project_id", "milestone_id", "title")
    assert table.rows == {3: ["F1", "J1", "Études, travaux"]}


def test_a_single_column_needs_no_separator(read: Reader) -> None:
    assert read("project_id\nF1\n").rows == {2: ["F1"]}


@pytest.mark.parametrize(
    "heading",
    [
        *("project_id", "PROJECT_ID", "Project_Id", "  project_id  ", "Project ID", "project-id", "Projéct id"),
        *('"project_id"', "\u00a0project_id", "project  id", "project.id", "PROJECT ID :"),
    ],
)
def test_a_heading_is_known_by_its_plain_name(read: Reader, heading: str) -> None:
    assert read(f"{heading};title\nF1;x\n").columns == ("project_id", "title")


def test_columns_may_come_in_any_order_and_optional_ones_be_absent(read: Reader) -> None:
    whole = [*(field.name for field in Milestone.declaration.fields), "known_at", "ended"]
    cells = dict.fromkeys(whole, "") | {"project_id": "F1", "milestone_id": "J1", "title": "Études", "weight": "2"}
    some = ["weight", "title", "milestone_id", "project_id"]
    both = [read(lines(",".join(names), ",".join(cells[n] for n in names))) for names in (whole, some)]
    assert rows_of(both[0]).rows == rows_of(both[1]).rows and len(rows_of(both[0]).rows) == 1


@pytest.mark.parametrize("column", [field.name for field in Milestone.declaration.fields if field.required])
def test_a_compulsory_column_that_is_missing_is_named(read: Reader, column: str) -> None:
    names = [name for name in ("project_id", "milestone_id", "title") if name != column]
    contents = rows_of(read(lines(",".join(names), "F1,J1")))
    assert places(contents.findings) == [("milestone.csv", None, column)] and contents.rows == ()


def test_every_missing_and_every_unknown_column_is_named_at_once(read: Reader) -> None:
    contents = rows_of(read("Code du jalon,remarque,title\nJ1,x,Études\n"))
    assert places(contents.findings) == [
        ("milestone.csv", None, "milestone_id"),
        ("milestone.csv", None, "project_id"),
        ("milestone.csv", 1, "Code du jalon"),
        ("milestone.csv", 1, "remarque"),
    ]
    for finding in contents.findings[2:]:
        assert "reached_on, criteria, note, source_id, known_at, ended" in finding.text.fr
        assert "reached_on, criteria, note, source_id, known_at, ended" in finding.text.en


def test_a_heading_that_comes_twice_is_refused_under_any_spelling(read: Reader) -> None:
    refused = unreadable(read, "project_id,title,Project ID,TITLE,axis\nF1,a,F1,b,people\n")
    assert refused.line == 1
    assert "project_id, title" in refused.text.fr and "project_id, title" in refused.text.en


@pytest.mark.parametrize("content", ["", "\n\n", " \n", "\ufeff", "\r\n\r\n", ",,,\n,,\n", "\t\t", '""\n'])
def test_an_empty_file_is_refused_and_told_what_it_needs(read: Reader, content: str) -> None:
    refused = unreadable(read, content)
    assert "ligne de titres" in refused.text.fr and "line of headings" in refused.text.en


@pytest.mark.parametrize("content", ["project_id,milestone_id,title", "project_id,milestone_id,title\n\n  \n,,\n"])
def test_headings_alone_say_nothing_and_are_no_fault(read: Reader, content: str) -> None:
    assert rows_of(read(content)) == Contents((), (), ())


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n"])
def test_one_row_is_read_with_or_without_a_last_line_break(read: Reader, end: str) -> None:
    [placed] = rows_of(read("project_id,milestone_id,title\nF1,J1,Études" + end)).rows
    assert (placed.line, placed.known_on, placed.row) == (
        2,
        None,
        Milestone(project_id="F1", milestone_id="J1", title="Études"),
    )


def test_blank_lines_are_passed_over_and_still_counted(read: Reader) -> None:
    assert list(read("\n\nproject_id,title\n\nF1,a\n , \nF2,b\n").rows) == [5, 7]


def test_a_short_line_is_completed_by_unknowns(read: Reader) -> None:
    assert read("project_id,milestone_id,title,weight\nF1,J1,Études\n").rows == {2: ["F1", "J1", "Études", ""]}


def test_empty_columns_that_spreadsheets_add_are_left_out(read: Reader) -> None:
    table = read("project_id,,title,,\nF1,,Études,,\nF2,,École,,,,\n")
    assert (table.columns, table.misfits) == (("project_id", "title"), ())
    assert table.rows == {2: ["F1", "Études"], 3: ["F2", "École"]}


def test_every_cell_that_stands_under_no_heading_is_named_with_its_line(read: Reader) -> None:
    table = read("project_id,title,\nF1,Un,\nF2,Deux, trois\nF3,Quatre,,cinq\nF4,Six\n")
    assert [(finding.line, finding.text.fr.split("»")[0]) for finding in table.misfits] == [
        (3, "« trois "),
        (4, "« cinq "),
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('project_id,title\nF1,Un\nF2,"Deux\nF3,Trois\n', 3),
        ('project_id,title\nF1,"Un" et demi\n', 2),
        ('"project_id,title\nF1,Un\n', 1),
        ('project_id,title\nF1,"a\nb\nc"\nF2,"x\n', 5),
        ('project_id,title\nF1,"' + "x" * 10**6 + "\n", 2),
    ],
)
def test_a_quote_left_open_is_refused_with_the_line_where_it_opens(read: Reader, content: str, line: int) -> None:
    refused = unreadable(read, content)
    assert refused.line == line
    assert "guillemet" in refused.text.fr and "quote" in refused.text.en


@pytest.mark.parametrize("ended", ["", "oui"])
def test_a_cell_of_a_million_characters_is_named_like_any_other(read: Reader, ended: str) -> None:
    contents = rows_of(
        read(lines("project_id,milestone_id,title,ended", f"F1,J1,ok,{ended}", f"F1,{'J' * 10**6},x,{ended}"))
    )
    assert places(contents.findings) == [("milestone.csv", 3, "milestone_id")]
    assert len(contents.findings[0].text.fr) < 300


def test_headings_of_a_million_characters_are_shown_shortened(read: Reader) -> None:
    table = read(f"project_id,milestone_id,title,{'x' * 10**6}\nF1,J1,Études,\n")
    [finding] = rows_of(table).findings
    assert finding.column is not None and len(finding.column) < 100


def test_a_thousand_columns_and_a_heading_in_each_are_read(read: Reader) -> None:
    names = ["project_id", "milestone_id", "title", *(f"c{i}" for i in range(1000))]
    assert len(rows_of(read(lines(",".join(names), "F1,J1,Études"))).findings) == 1000


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portfolio.intake.tables.LARGEST_BYTES", 1024**2)
    path = tmp_path / "milestone.csv"
    with path.open("wb") as file:
        file.truncate(1024**2 + 1)
    with pytest.raises(Unreadable) as refused:
        read_table(path)
    assert "1 Mo" in refused.value.text.fr and "1 MB" in refused.value.text.en


@pytest.mark.parametrize("kind", ["folder", "pipe", "lost link"])
def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "milestone.csv"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(Unreadable) as refused:
        read_table(path)
    assert refused.value.text.fr and refused.value.text.en


def test_a_value_left_out_takes_the_default_that_the_fact_declares(tmp_path: Path) -> None:
    path = tmp_path / "funding_line.csv"
    path.write_text("project_id,line_id,funder_id,status\nF1,L1,etat,\nF1,L2,etat,awarded\n", encoding="utf-8")
    rows = read_rows(read_table(path), FACTS["funding_line"], TODAY).rows
    assert [placed.row.wire()["status"] for placed in rows] == ["not_reported", "awarded"]


def test_a_file_of_endings_needs_no_more_than_keys(read: Reader) -> None:
    contents = rows_of(read("project_id,milestone_id,ended\nF1,J1,oui\nF1,J2,yes\n"))
    assert contents.findings == ()
    assert [placed.row.wire() for placed in contents.rows] == [
        {"project_id": "F1", "milestone_id": "J1", "ended": True},
        {"project_id": "F1", "milestone_id": "J2", "ended": True},
    ]


def test_a_row_that_does_not_end_needs_all_its_columns_even_among_endings(read: Reader) -> None:
    contents = rows_of(read("project_id,milestone_id,ended\nF1,J1,oui\nF1,J2,non\n"))
    assert places(contents.findings) == [("milestone.csv", None, "title")]


def test_the_keys_of_refused_rows_are_known_so_that_nothing_else_is_blamed_for_them(tmp_path: Path) -> None:
    path = tmp_path / "observation.csv"
    path.write_text(
        lines("project_id,indicator_id,observation_id,value", "F1,prises,V1,x", "F1,prises,V2,2"), encoding="utf-8"
    )
    contents = read_rows(read_table(path), Observation.declaration, TODAY)
    assert [spoilt.row.key for spoilt in contents.spoilt] == [("F1", "prises", "V1")]
    assert [placed.row.key for placed in contents.rows] == [("F1", "prises", "V2")]
