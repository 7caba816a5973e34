#!/usr/bin/python3
"""Cuts the report fonts out of Noto Sans SC; README.md beside this file says how to run it."""
import bz2
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

LATIN = [
    *range(0x20, 0x7F), *range(0xA0, 0x180),           # ASCII, Latin-1, Latin Extended-A (names of people and places)
    *range(0x391, 0x3CA), *range(0x410, 0x450),        # Greek for formulas, Cyrillic for names
    *range(0x2010, 0x2028), *range(0x2030, 0x203C),    # dashes, quotation marks, per mille
    *range(0x2070, 0x208F), *range(0x2153, 0x215F),    # superscripts and subscripts, fractions
    0x20AC, 0x2103, 0x2109, 0x2116, 0x2122,            # euro, degrees, numero, trade mark
    *range(0x2190, 0x219A), 0x2206, 0x2211, 0x2212, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265,
    *range(0x2460, 0x2474), 0x25A0, 0x25A1, 0x25B2, 0x25B3, 0x25BC, 0x25BD, 0x25C6, 0x25CB, 0x25CF, 0x2605, 0x2606,
    0x2713, 0x2717,
]
CHINESE_MARKS = [*range(0x3000, 0x3018), *range(0xFF01, 0xFF5F), 0xFFE5]


def gb2312(rows):
    """The characters of these rows of GB 2312; rows 16 to 55 are its level 1, rows 56 to 87 its level 2."""
    for row in rows:
        for cell in range(1, 95):
            try:
                yield ord(bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312"))
            except UnicodeDecodeError:
                pass


def table_of_general_characters(unihan):
    """The 8,105 characters of the 2013 table, from Unihan's field kTGH."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        for line in lines:
            if "\tkTGH\t" in line:
                yield int(line.split("\t")[0][2:], 16)


def cut(source, target, characters):
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, glyph_names=True, legacy_kern=False,
        drop_tables=["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx", "gasp", "prep", "DSIG"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], recalc_timestamp=False,
    )
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    # variation selectors: the PDF library cannot read them and says so at every start
    font["cmap"].tables = [table for table in font["cmap"].tables if table.format != 14]
    # glyph names: without them the library warns as well
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 2.0, [], {}
    font.save(target)
    print(target, len(font.getGlyphOrder()), "glyphs,", len(set(characters) - set(font.getBestCmap())), "not in the source")


if __name__ == "__main__":
    folder, unihan, target = sys.argv[1:]
    common = [*LATIN, *CHINESE_MARKS, *gb2312(range(1, 10))]
    regular = {*common, *gb2312(range(16, 88)), *table_of_general_characters(unihan)}
    bold = {*common, *gb2312(range(16, 88))}
    cut(f"{folder}/400Regular/NotoSansSC_400Regular.ttf", f"{target}/NotoSansSC-Regular-subset.ttf", regular)
    cut(f"{folder}/700Bold/NotoSansSC_700Bold.ttf", f"{target}/NotoSansSC-Bold-subset.ttf", bold)
