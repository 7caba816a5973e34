package org.chengyun.api.report.pdf;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.chengyun.api.report.pdf.Style.Weight;
import org.jspecify.annotations.Nullable;

/**
 * The two weights of one document, embedded as subsets. The bold font holds fewer characters: what it lacks is set in
 * regular, and what both lack is reported as missing instead of failing. Not thread-safe.
 */
final class Fonts implements Closeable {
    /**
     * A stretch of text in one font.
     *
     * @param font null for characters that no font has
     */
    record Run(@Nullable PDType0Font font, String text, float widthEm) {}

    /** Width of the box that stands for a missing character, in em. */
    static final float MISSING_EM = 0.7f;

    private final Face regular;
    private final Face bold;

    Fonts(PDDocument document) throws IOException {
        regular = new Face(document, Files.REGULAR);
        bold = new Face(document, Files.BOLD);
    }

    List<Run> runs(String text, Weight weight) {
        var runs = new ArrayList<Run>();
        var stretch = new StringBuilder();
        Face current = null;
        float em = 0;
        for (int i = 0; i < text.length(); ) {
            int c = printable(text.codePointAt(i));
            Face face = face(c, weight);
            if (face != current && !stretch.isEmpty()) {
                runs.add(new Run(current == null ? null : current.font, stretch.toString(), em));
                stretch.setLength(0);
                em = 0;
            }
            current = face;
            stretch.appendCodePoint(c);
            em += face == null ? MISSING_EM : face.widthEm(c);
            i += Character.charCount(text.codePointAt(i));
        }
        if (!stretch.isEmpty()) {
            runs.add(new Run(current == null ? null : current.font, stretch.toString(), em));
        }
        return runs;
    }

    float width(String text, Style style) {
        float em = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            Face face = face(printable(c), style.weight());
            em += face == null ? MISSING_EM : face.widthEm(printable(c));
            i += Character.charCount(c);
        }
        return em * style.size();
    }

    @Override
    public void close() throws IOException {
        regular.file.close();
        bold.file.close();
    }

    private @Nullable Face face(int c, Weight weight) {
        if (weight == Weight.BOLD && bold.has(c)) {
            return bold;
        }
        return regular.has(c) ? regular : null;
    }

    /** Line ends, tabs and other control characters have no shape; they become spaces. */
    private static int printable(int c) {
        return Character.isISOControl(c) ? ' ' : c;
    }

    private static final class Face {
        private final TrueTypeFont file;
        private final CmapLookup glyphs;
        private final PDType0Font font;
        private final float unitsPerEm;

        Face(PDDocument document, byte[] bytes) throws IOException {
            file = new TTFParser().parse(new RandomAccessReadBuffer(bytes));
            glyphs = file.getUnicodeCmapLookup();
            font = PDType0Font.load(document, file, true);
            unitsPerEm = file.getUnitsPerEm();
        }

        boolean has(int c) {
            return glyphs.getGlyphId(c) != 0;
        }

        float widthEm(int c) {
            try {
                return file.getAdvanceWidth(glyphs.getGlyphId(c)) / unitsPerEm;
            } catch (IOException e) {
                throw new UncheckedIOException("a font of the report could not be read; is the application whole?", e);
            }
        }
    }

    /** The font files, read when the first document is made. */
    private static final class Files {
        static final byte[] REGULAR = read("NotoSansSC-Regular-subset.ttf");
        static final byte[] BOLD = read("NotoSansSC-Bold-subset.ttf");

        private static byte[] read(String name) {
            try (var in = Fonts.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("the font %s is missing from the application".formatted(name));
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException("the font %s could not be read".formatted(name), e);
            }
        }
    }
}
