package org.chengyun.api.report.pdf;

/** The colours of the document, red, green and blue from 0 to 1. Each is dark enough to be read in a grey copy. */
enum Ink {
    WHITE(0xFFFFFF),
    NAVY(0x12355B),
    MIST(0xC9D6E4),
    TEXT(0x1D2733),
    QUIET(0x55606E),
    RULE(0xD5DBE2),
    PALE(0xF4F6F9),
    LINE(0x1F6FB2),
    BAND(0xD3E4F3),
    BAR(0x5B9BD0),
    COVERED(0x8FA9C2),
    GAP(0xB8C0C9),
    RED(0xB3261E),
    RED_PALE(0xFCEDEC),
    AMBER(0xB26A00),
    GREEN(0x2E7D4F);

    final float red;
    final float green;
    final float blue;

    Ink(int rgb) {
        red = (rgb >> 16 & 0xFF) / 255f;
        green = (rgb >> 8 & 0xFF) / 255f;
        blue = (rgb & 0xFF) / 255f;
    }
}
