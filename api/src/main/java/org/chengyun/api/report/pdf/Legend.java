package org.chengyun.api.report.pdf;

import java.util.List;
import org.chengyun.api.report.pdf.Canvas.Spot;

/** A row of keys below a chart; goes on in a new row where it must. */
final class Legend {
    private static final float SWATCH = 14;

    private final Paper paper;
    private final float left;
    private float x;

    Legend(Paper paper, float left) {
        this.paper = paper;
        this.left = left;
        this.x = left;
    }

    void line(String label, boolean dashed) {
        float y = next(label) + 4;
        var spots = List.of(new Spot(x, y), new Spot(x + SWATCH, y));
        if (dashed) {
            paper.canvas().dashed(1.2f, Ink.LINE, spots);
        } else {
            paper.canvas().line(1.4f, Ink.LINE, spots);
        }
        name(label);
    }

    void box(String label, Ink ink) {
        float y = next(label);
        paper.canvas().area(x, y + 1, SWATCH, 6, ink);
        name(label);
    }

    void hatched(String label) {
        float y = next(label);
        paper.canvas().area(x, y + 1, SWATCH, 6, Ink.PALE);
        paper.canvas().hatch(x, y + 1, SWATCH, 6, Ink.GAP);
        name(label);
    }

    void ring(String label) {
        float y = next(label);
        paper.canvas().dot(x + SWATCH / 2, y + 4, 1.9f, Ink.WHITE, Ink.LINE);
        name(label);
    }

    void end() {
        paper.down(14);
    }

    private float next(String label) {
        float wide = SWATCH + 3 + paper.width(label, Style.NOTE);
        if (x > left && x + wide > Paper.RIGHT) {
            x = left;
            paper.down(10);
        }
        return paper.y();
    }

    private void name(String label) {
        paper.canvas().text(x + SWATCH + 3, paper.y() + 6.5f, label, Style.NOTE);
        x += SWATCH + 3 + paper.width(label, Style.NOTE) + 12;
    }
}
