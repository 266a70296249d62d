#!/usr/bin/env python
"""Builds the font subsets in wufaan/documents/fonts/ from openly licensed fonts.

    apt-get install fonts-lxgw-wenkai fonts-noto-cjk fonts-hanazono
    .venv/bin/python scripts/build_fonts.py

The subsets are committed, so that a certificate has the same bytes on every machine; run this
only to add characters. The licences of LXGW WenKai and Noto reserve their names, so the subsets
carry the project's.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "wufaan" / "documents" / "fonts"
SHARE = Path("/usr/share/fonts")

# family, file, source, number in a collection
SOURCES = [
    ("Wufaan Kai", "kai.ttf", SHARE / "truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", -1),
    ("Wufaan Song", "song.otf", SHARE / "opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("Wufaan Hei", "hei.otf", SHARE / "opentype/noto/NotoSansCJK-Bold.ttc", 2),
    ("Wufaan Rare", "rare.ttf", SHARE / "truetype/hanazono/HanaMinB.ttf", -1),
]
PUNCTUATION = set("〇·—…“”‘’〔〕《》、。，；：？！（）％²³　")
# The signs of ordinary office text.
OFFICE = set("㎡㎥㎜㎝㎞㎎㎏㏄℃‰№–•×÷±≥≤≠≈°Ωμ§¥￥′″√∞←↑→↓□■○●△▲☆★◇◆※") | {
    chr(point)
    for first, last in [
        (0x2160, 0x217B),  # Ⅰ ⅰ
        (0x2460, 0x249B),  # ① ⑴ ⒈
        (0x3220, 0x3229),  # ㈠
        (0xFF01, 0xFF5E),  # full-width forms
    ]
    for point in range(first, last + 1)
}
# 1 January 2020 in the seconds since 1904 that a font counts: same input, same bytes.
FIXED_TIME = 3_660_681_600


def characters() -> set[str]:
    """Every character of a place name in the country, of the national table (通用规范汉字表)
    and of GB 2312, and the signs of office text."""
    data = ROOT / "tests/data"
    texts = (data / file for file in ("characters.txt", "standard.txt"))
    names = {c for text in texts for c in text.read_text() if not c.isspace()}
    return names | _gb2312() | set(map(chr, range(0x20, 0x7F))) | PUNCTUATION | OFFICE


def of_headings() -> set[str]:
    """What the headings of papers are set in: the common characters, those of the national table
    and signs. What else a place's name has is set in Song."""
    standard = set("".join((ROOT / "tests/data/standard.txt").read_text().split()))
    ascii_ = set(map(chr, range(0x20, 0x7F)))
    return _gb2312(0xB0, 0xD8) | standard | ascii_ | PUNCTUATION | OFFICE


def _gb2312(first: int = 0xA1, end: int = 0xF8) -> set[str]:
    """By rows of the standard; those of common characters are 0xB0 to 0xD7."""
    codes = (bytes([high, low]) for high in range(first, end) for low in range(0xA1, 0xFF))
    return set("".join(code.decode("gb2312", errors="ignore") for code in codes))


def build(family: str, target: Path, source: Path, number: int, wanted: set[str]) -> set[str]:
    """Write one subset; returns the characters that it has."""
    font = TTFont(source, fontNumber=number)
    covered = {c for c in wanted if ord(c) in font.getBestCmap() and not _private(c)}
    options = subset.Options(
        layout_features=["kern", "vert", "vrt2", "palt", "locl", "ccmp"],
        name_IDs=[1, 2, 4, 6, 13, 14],
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, covered))
    subsetter.subset(font)
    _rename(font, family)
    font["head"].modified = font["head"].created = FIXED_TIME
    font.recalcTimestamp = False
    font.save(target)
    return covered


def _private(character: str) -> bool:
    return 0xE000 <= ord(character) <= 0xF8FF


def _rename(font: TTFont, family: str) -> None:
    compact = family.replace(" ", "")
    for record in font["name"].names:
        new = {1: family, 4: family, 6: compact}.get(record.nameID)
        if new:
            record.string = new
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [compact]
        top = cff.topDictIndex[0]
        top.FamilyName = top.FullName = family


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    wanted = characters()
    missing = set(wanted)
    for family, file, source, number in SOURCES:
        # The last font is only for what the others lack.
        asked = {"rare.ttf": missing, "hei.otf": of_headings()}.get(file, wanted)
        missing -= build(family, TARGET / file, source, number, asked)
        print(f"{file}: {(TARGET / file).stat().st_size / 2**20:.1f} MB")
    print(f"not covered: {sorted(hex(ord(c)) for c in missing)}")


if __name__ == "__main__":
    main()
