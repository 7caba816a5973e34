package org.chengyun.api.report.pdf;

import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;

/** What a reader of the document can select and copy. */
final class PdfText {
    private PdfText() {}

    static String of(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            var stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        }
    }

    /** Without the breaks of lines and columns, so that a wrapped sentence can be found. */
    static String unbroken(byte[] pdf) throws IOException {
        return of(pdf).replaceAll("\\s+", "");
    }
}
