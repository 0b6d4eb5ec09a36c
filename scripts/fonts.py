"""Build pages/static/*.woff2 from the full Source families: `python scripts/fonts.py`, with fonttools and brotli.

The subsets usually published lack U+202F, which every French amount and percentage needs: so ours are cut from the
full files, fetched with `npm pack` at the versions below. A subset is a modified version, and « Source » is a reserved
name: the fonts are renamed inside (pages/static/OFL.txt says so). No file here is read by the app when it runs.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

STATIC = Path(__file__).resolve().parent.parent / "pages" / "static"
SANS, SERIF = "@expo-google-fonts/source-sans-3@0.4.1", "@expo-google-fonts/source-serif-4@0.4.1"

DIAMOND, DIAMOND_OUTLINE, CROSS = 0x25C6, 0x25C7, 0x2715
SIGNS = "ȘșȚț‐‑‒–—‘’‚“”„†•…\u202f‰′″‹›⁄€№™←↑→↓−≈≠≤≥✓✕◆◇○●"
WANTED = {*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, SIGNS)}
# Kept where the family has them: names of people (Vietnamese too), formulas of the method page, arrows, shapes.
WELCOME = {
    *range(0x180, 0x250),
    *range(0x300, 0x370),
    *range(0x391, 0x3CA),
    *range(0x1E00, 0x1F00),
    *range(0x2070, 0x20A0),
    *range(0x2150, 0x2160),
    *range(0x2190, 0x2300),
    *range(0x25A0, 0x2600),
}
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "lnum", "sups", "case"]


class Cut(NamedTuple):
    """One font file to make: from which package and file, under which name and style."""

    package: str
    source: str
    target: str
    style: str

    @property
    def family(self) -> str:
        return "Portfolio Serif" if self.package == SERIF else "Portfolio Sans"


CUTS = (
    Cut(SANS, "400Regular/SourceSans3_400Regular.ttf", "sans-400.woff2", "Regular"),
    Cut(SANS, "400Regular_Italic/SourceSans3_400Regular_Italic.ttf", "sans-400-italic.woff2", "Italic"),
    Cut(SANS, "600SemiBold/SourceSans3_600SemiBold.ttf", "sans-600.woff2", "SemiBold"),
    Cut(SANS, "700Bold/SourceSans3_700Bold.ttf", "sans-700.woff2", "Bold"),
    Cut(SERIF, "600SemiBold/SourceSerif4_600SemiBold.ttf", "serif-600.woff2", "SemiBold"),
)
LENDER = CUTS[2]  # the sans of the serif's weight lends it the signs it lacks (circles)


def fetch(package: str, folder: Path) -> Path:
    """Unpack one npm package into its own folder and give that folder."""
    out = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True)
    archive = folder / out.stdout.split()[-1]
    target = folder / archive.stem
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")
    return target / "package"


def put(font: TTFont, code: int, drawing: TTGlyphPen, width: int) -> None:
    """Add a glyph drawn for one character the font lacks."""
    name = f"uni{code:04X}"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = drawing.glyph()
    font["hmtx"][name] = (width, getattr(font["glyf"][name], "xMin", 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def outline_diamond(font: TTFont) -> None:
    """◇ drawn from ◆: the same contour, and the same again, smaller and turned round to make the hole."""
    name, glyphs = font.getBestCmap()[DIAMOND], font.getGlyphSet()
    solid = font["glyf"][name]
    x, y, inner = (solid.xMin + solid.xMax) / 2, (solid.yMin + solid.yMax) / 2, 0.76
    contour, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(glyphs)
    glyphs[name].draw(contour)
    contour.replay(pen)
    # A mirror image runs the other way round; a diamond is its own mirror image.
    contour.replay(TransformPen(pen, (-inner, 0, 0, inner, x + inner * x, y - inner * y)))
    put(font, DIAMOND_OUTLINE, pen, font["hmtx"][name][0])


def borrow(font: TTFont, lender: TTFont) -> None:
    """Copy from another font of the same grid the signs this one lacks."""
    glyphs, names = lender.getGlyphSet(), lender.getBestCmap()
    for code in sorted(WANTED - font.getBestCmap().keys()):
        if code in names:
            contour, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
            glyphs[names[code]].draw(contour)
            contour.replay(pen)
            put(font, code, pen, lender["hmtx"][names[code]][0])


def rename(font: TTFont, cut: Cut) -> None:
    """Give the modified version a name of its own; the copyright and licence records stay."""
    full = f"{cut.family} {cut.style}"
    new = {1: cut.family, 2: cut.style, 3: full, 4: full, 6: full.replace(" ", "-"), 16: cut.family, 17: cut.style}
    legal = [record for record in font["name"].names if record.nameID in (0, 5, 8, 9, 13, 14)]
    font["name"].names = legal
    for number, text in new.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def cut_font(font: TTFont, cut: Cut) -> Path:
    """Keep the wanted and welcome characters, and write the compressed file."""
    multiply = font.getBestCmap()[ord("×")]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.setdefault(CROSS, multiply)
    rename(font, cut)
    options = Options(layout_features=FEATURES, name_IDs=["*"], drop_tables=["DSIG", "STAT"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=WANTED | WELCOME)
    subsetter.subset(font)
    missing = WANTED - font.getBestCmap().keys()
    if missing:
        raise SystemExit(f"{cut.target} lacks {[chr(code) for code in sorted(missing)]}: the source file has changed")
    font.flavor = "woff2"
    font.save(STATIC / cut.target)
    return STATIC / cut.target


def load(packages: dict[str, Path], cut: Cut) -> TTFont:
    font = TTFont(packages[cut.package] / cut.source, recalcTimestamp=False)  # same input, same bytes
    if DIAMOND in font.getBestCmap() and DIAMOND_OUTLINE not in font.getBestCmap():
        outline_diamond(font)
    return font


def main() -> None:
    STATIC.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        packages = {package: fetch(package, Path(name)) for package in (SANS, SERIF)}
        for cut in CUTS:
            font = load(packages, cut)
            if cut.package == SERIF:
                borrow(font, load(packages, LENDER))
            path = cut_font(font, cut)
            sys.stdout.write(f"{path.name}: {path.stat().st_size / 1000:.1f} kB\n")


if __name__ == "__main__":
    main()
