package org.chengyun.api.report.pdf;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;

/** Draws on one page. Points from the page's left and <em>top</em> edge. Not thread-safe. */
final class Canvas implements Closeable {
    /** A corner of a line or an area. */
    record Spot(float x, float y) {}

    private interface Drawing {
        void draw() throws IOException;
    }

    private final PDPageContentStream out;
    private final Fonts fonts;
    private final float height;

    Canvas(PDDocument document, PDPage page, Fonts fonts) throws IOException {
        this.out = new PDPageContentStream(document, page, AppendMode.APPEND, true, true);
        this.fonts = fonts;
        this.height = page.getMediaBox().getHeight();
    }

    /** Text from {@code x} on, on the baseline {@code y}; characters without a glyph become a box. */
    void text(float x, float y, String text, Style style) {
        draw(() -> {
            float at = x;
            for (var run : fonts.runs(text, style.weight())) {
                float wide = run.widthEm() * style.size();
                if (run.font() == null) {
                    missing(at, y, run.text(), style);
                } else {
                    fill(style.ink());
                    out.beginText();
                    out.setFont(run.font(), style.size());
                    out.newLineAtOffset(at, height - y);
                    out.showText(run.text());
                    out.endText();
                }
                at += wide;
            }
        });
    }

    void textRight(float right, float y, String text, Style style) {
        text(right - fonts.width(text, style), y, text, style);
    }

    void textCentred(float centre, float y, String text, Style style) {
        text(centre - fonts.width(text, style) / 2, y, text, style);
    }

    void area(float x, float y, float width, float tall, Ink ink) {
        draw(() -> {
            fill(ink);
            out.addRect(x, height - y - tall, width, tall);
            out.fill();
        });
    }

    void frame(float x, float y, float width, float tall, float thick, Ink ink) {
        draw(() -> {
            stroke(ink, thick);
            out.addRect(x, height - y - tall, width, tall);
            out.stroke();
        });
    }

    void line(float thick, Ink ink, List<Spot> spots) {
        draw(() -> {
            stroke(ink, thick);
            out.setLineJoinStyle(1);
            path(spots);
            out.stroke();
        });
    }

    void dashed(float thick, Ink ink, List<Spot> spots) {
        draw(() -> {
            out.saveGraphicsState();
            stroke(ink, thick);
            out.setLineDashPattern(new float[] {3, 2}, 0);
            path(spots);
            out.stroke();
            out.restoreGraphicsState();
        });
    }

    void polygon(Ink ink, List<Spot> spots) {
        draw(() -> {
            fill(ink);
            path(spots);
            out.closePath();
            out.fill();
        });
    }

    /** A disc; {@code rim} shows as a ring where it differs from {@code inside}. */
    void dot(float x, float y, float radius, Ink inside, Ink rim) {
        draw(() -> {
            fill(inside);
            stroke(rim, 0.9f);
            float k = radius * 0.5523f;
            float middle = height - y;
            out.moveTo(x + radius, middle);
            out.curveTo(x + radius, middle + k, x + k, middle + radius, x, middle + radius);
            out.curveTo(x - k, middle + radius, x - radius, middle + k, x - radius, middle);
            out.curveTo(x - radius, middle - k, x - k, middle - radius, x, middle - radius);
            out.curveTo(x + k, middle - radius, x + radius, middle - k, x + radius, middle);
            out.closePath();
            out.fillAndStroke();
        });
    }

    /** Slanted lines that say "nothing is known here". */
    void hatch(float x, float y, float width, float tall, Ink ink) {
        draw(() -> {
            out.saveGraphicsState();
            out.addRect(x, height - y - tall, width, tall);
            out.clip();
            stroke(ink, 0.4f);
            for (float from = x - tall; from < x + width; from += 4) {
                out.moveTo(from, height - y - tall);
                out.lineTo(from + tall, height - y);
            }
            out.stroke();
            out.restoreGraphicsState();
        });
    }

    /** Runs {@code inside} with everything outside of the rectangle cut off. */
    void clipped(float x, float y, float width, float tall, Runnable inside) {
        draw(() -> {
            out.saveGraphicsState();
            out.addRect(x, height - y - tall, width, tall);
            out.clip();
            inside.run();
            out.restoreGraphicsState();
        });
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void missing(float x, float y, String text, Style style) throws IOException {
        float size = style.size();
        stroke(style.ink(), size * 0.06f);
        int count = text.codePointCount(0, text.length());
        for (int i = 0; i < count; i++) {
            float left = x + (i * Fonts.MISSING_EM + 0.08f) * size;
            out.addRect(left, height - y, (Fonts.MISSING_EM - 0.16f) * size, 0.72f * size);
        }
        out.stroke();
    }

    private void path(List<Spot> spots) throws IOException {
        var first = spots.getFirst();
        out.moveTo(first.x, height - first.y);
        for (var spot : spots.subList(1, spots.size())) {
            out.lineTo(spot.x, height - spot.y);
        }
    }

    private void fill(Ink ink) throws IOException {
        out.setNonStrokingColor(ink.red, ink.green, ink.blue);
    }

    private void stroke(Ink ink, float thick) throws IOException {
        out.setStrokingColor(ink.red, ink.green, ink.blue);
        out.setLineWidth(thick);
    }

    /** The document is in memory: a failure to write is a bug or a broken font file, never bad input. */
    private static void draw(Drawing drawing) {
        try {
            drawing.draw();
        } catch (IOException e) {
            throw new UncheckedIOException("the page could not be drawn", e);
        }
    }
}
