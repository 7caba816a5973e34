package org.chengyun.api.report.pdf;

/**
 * How text looks.
 *
 * @param size in points
 */
record Style(Weight weight, float size, Ink ink) {
    enum Weight {
        REGULAR,
        BOLD
    }

    static final Style BODY = regular(8.5f, Ink.TEXT);
    static final Style SMALL = regular(7.5f, Ink.QUIET);
    static final Style NOTE = regular(7, Ink.QUIET);

    static Style regular(float size, Ink ink) {
        return new Style(Weight.REGULAR, size, ink);
    }

    static Style bold(float size, Ink ink) {
        return new Style(Weight.BOLD, size, ink);
    }

    Style in(Ink other) {
        return new Style(weight, size, other);
    }

    Style sized(float other) {
        return new Style(weight, other, ink);
    }

    /** From one line's baseline to the next, in points. */
    float leading() {
        return size * 1.38f;
    }
}
