package org.chengyun.api.report.pdf;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;

/**
 * A document that grows downwards: knows the page, how far it is filled, and when the next one must begin. A4, points
 * from the top left. Not thread-safe.
 */
final class Paper implements Closeable {
    static final float LEFT = 48;
    static final float RIGHT = PDRectangle.A4.getWidth() - 48;
    static final float WIDTH = RIGHT - LEFT;
    private static final float TOP = 64;
    private static final float BOTTOM = PDRectangle.A4.getHeight() - 56;

    /** What stands at the edges of every page; called once for each. */
    interface Margins {
        void draw(Canvas canvas, int page, int pages);
    }

    private final PDDocument document = new PDDocument();
    private final PDDocumentOutline outline = new PDDocumentOutline();
    private final List<PDPage> pages = new ArrayList<>();
    private final Fonts fonts;
    private Canvas canvas;
    private float y = TOP;

    Paper() throws IOException {
        fonts = new Fonts(document);
        document.getDocumentCatalog().setDocumentOutline(outline);
        canvas = page();
    }

    PDDocument document() {
        return document;
    }

    Canvas canvas() {
        return canvas;
    }

    /** Where the next thing begins. */
    float y() {
        return y;
    }

    void down(float points) {
        y += points;
    }

    boolean fits(float points) {
        return y + points <= BOTTOM;
    }

    /** Starts a new page unless {@code points} are left on this one. */
    void need(float points) {
        if (!fits(points) && y > TOP) {
            turn();
        }
    }

    void turn() {
        try {
            canvas.close();
            canvas = page();
        } catch (IOException e) {
            throw new UncheckedIOException("the page could not be ended", e);
        }
        y = TOP;
    }

    float width(String text, Style style) {
        return fonts.width(text, style);
    }

    List<String> wrap(String text, float width, Style style) {
        return Lines.wrap(text, width, part -> fonts.width(part, style));
    }

    List<String> wrap(String text, float width, int most, Style style) {
        return Lines.wrap(text, width, most, part -> fonts.width(part, style));
    }

    /** A paragraph over the whole width, breaking over pages where it must. */
    void paragraph(String text, Style style) {
        for (String line : wrap(text, WIDTH, style)) {
            need(style.leading());
            canvas.text(LEFT, y + style.size(), line, style);
            y += style.leading();
        }
    }

    /** The name of a chart or table, at most two lines. */
    void title(String text) {
        var style = Style.bold(10, Ink.TEXT);
        for (String line : wrap(text, WIDTH, 2, style)) {
            canvas.text(LEFT, y + style.size(), line, style);
            y += style.leading();
        }
    }

    /** A heading with a bookmark; stays together with the next {@code keep} points. */
    void heading(String text, float keep) {
        var style = Style.bold(14, Ink.NAVY);
        need(style.leading() + 12 + keep);
        if (y > TOP) {
            y += 8;
        }
        bookmark(text);
        for (String line : wrap(text, WIDTH, 2, style)) {
            canvas.text(LEFT, y + style.size(), line, style);
            y += style.leading();
        }
        canvas.area(LEFT, y, 28, 2, Ink.LINE);
        y += 10;
    }

    byte[] finish(Margins margins) throws IOException {
        canvas.close();
        for (int i = 0; i < pages.size(); i++) {
            try (var edge = new Canvas(document, pages.get(i), fonts)) {
                margins.draw(edge, i + 1, pages.size());
            }
        }
        var bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        document.close();
        fonts.close();
    }

    private Canvas page() throws IOException {
        var page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        pages.add(page);
        return new Canvas(document, page, fonts);
    }

    private void bookmark(String title) {
        var spot = new PDPageXYZDestination();
        spot.setPage(pages.getLast());
        spot.setTop((int) (PDRectangle.A4.getHeight() - y + 12));
        var item = new PDOutlineItem();
        item.setTitle(title);
        item.setDestination(spot);
        outline.addLast(item);
    }
}
