package org.chengyun.api.report.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Breaks text into lines: Latin at spaces and within long paths, Chinese between characters. Pure. */
final class Lines {
    private static final String NEVER_FIRST = "、。，．：；！？）》」』】〕〉”’…—·%％℃,.;:!?)]}";
    private static final String NEVER_LAST = "（《「『【〔〈“‘([{";
    private static final String BREAK_AFTER = "/\\-_.&?=@";

    private Lines() {}

    /** Lines no wider than {@code width}; never empty, and nothing is lost but spaces at line ends. */
    static List<String> wrap(String text, double width, ToDoubleFunction<String> measure) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        double used = 0;
        for (String piece : pieces(text)) {
            boolean fits = measure.applyAsDouble(piece.stripTrailing()) <= width;
            for (String part : fits ? List.of(piece) : parts(piece, width, measure)) {
                // a space may stick out at the end of a line: nobody sees it
                if (used + measure.applyAsDouble(part.stripTrailing()) > width && !line.isEmpty()) {
                    lines.add(line.toString().stripTrailing());
                    line.setLength(0);
                    used = 0;
                }
                line.append(part);
                used += measure.applyAsDouble(part);
            }
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** The same, with what does not fit into {@code most} lines cut off behind an ellipsis. */
    static List<String> wrap(String text, double width, int most, ToDoubleFunction<String> measure) {
        // a line holds far fewer characters than this; the rest of an endless name need not be measured
        int enough = 400 * most;
        var lines = wrap(text.length() > enough ? text.substring(0, enough) : text, width, measure);
        if (lines.size() <= most) {
            return lines;
        }
        var kept = new ArrayList<>(lines.subList(0, most));
        kept.set(most - 1, ellipsis(kept.get(most - 1), width, measure));
        return kept;
    }

    private static String ellipsis(String line, double width, ToDoubleFunction<String> measure) {
        String shorter = line;
        while (!shorter.isEmpty() && measure.applyAsDouble(shorter + "…") > width) {
            shorter = shorter.substring(0, shorter.offsetByCodePoints(shorter.length(), -1));
        }
        return shorter + "…";
    }

    /** The smallest stretches that should stay on one line. */
    private static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        int[] all = text.codePoints().toArray();
        for (int i = 0; i < all.length; i++) {
            piece.appendCodePoint(all[i]);
            if (i + 1 == all.length || mayBreak(all[i], all[i + 1])) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
        }
        return pieces;
    }

    private static boolean mayBreak(int before, int after) {
        if (Character.isWhitespace(after) || NEVER_FIRST.indexOf(after) >= 0 || NEVER_LAST.indexOf(before) >= 0) {
            return false;
        }
        return Character.isWhitespace(before) || wide(before) || wide(after);
    }

    private static boolean wide(int c) {
        return Character.isIdeographic(c) || (c >= 0x3000 && c <= 0x30FF) || (c >= 0xFF00 && c <= 0xFFEF);
    }

    /** What is longer than a line is broken at the marks of a path, and where that is not enough, anywhere. */
    private static List<String> parts(String piece, double width, ToDoubleFunction<String> measure) {
        var parts = new ArrayList<String>();
        for (int from = 0; from < piece.length(); ) {
            int to = from;
            while (to < piece.length() && BREAK_AFTER.indexOf(piece.charAt(to)) < 0) {
                to++;
            }
            String part = piece.substring(from, Math.min(to + 1, piece.length()));
            if (measure.applyAsDouble(part) > width) {
                part.codePoints().mapToObj(Character::toString).forEach(parts::add);
            } else {
                parts.add(part);
            }
            from += part.length();
        }
        return parts;
    }
}
