package org.chengyun.launcher.table;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns. Holds them all until they are printed. Not thread-safe. */
public final class Aligned {
    private final List<Side> sides;
    private final List<List<String>> rows = new ArrayList<>();

    /** Where a column's texts stand. */
    public enum Side {
        LEFT,
        RIGHT
    }

    public Aligned(List<Side> sides) {
        this.sides = List.copyOf(sides);
    }

    /** @param cells as many as there are columns */
    public Aligned row(List<String> cells) {
        if (cells.size() != sides.size()) {
            throw new IllegalArgumentException("%d cells in %d columns".formatted(cells.size(), sides.size()));
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    public void print(PrintStream out) {
        int[] widths = new int[sides.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - width(cells.get(i)));
            line.append(i == 0 ? "" : "  ")
                    .append(sides.get(i) == Side.RIGHT ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    /** In cells of a terminal: Chinese, Japanese and Korean letters and full-width forms take two. */
    public static int width(String text) {
        return text.codePoints().map(Aligned::width).sum();
    }

    private static int width(int letter) {
        boolean wide = letter >= 0x1100
                && (letter <= 0x115f
                        || (letter >= 0x2e80 && letter <= 0xa4cf)
                        || (letter >= 0xac00 && letter <= 0xd7a3)
                        || (letter >= 0xf900 && letter <= 0xfaff)
                        || (letter >= 0xfe30 && letter <= 0xfe6f)
                        || (letter >= 0xff00 && letter <= 0xff60)
                        || (letter >= 0x20000 && letter <= 0x3fffd));
        return wide ? 2 : 1;
    }
}
