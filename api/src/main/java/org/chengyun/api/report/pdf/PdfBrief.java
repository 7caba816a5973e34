package org.chengyun.api.report.pdf;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefFormat;
import org.chengyun.api.report.BriefRenderer;

/** The brief as an A4 document with embedded fonts and vector charts. */
@Singleton
class PdfBrief implements BriefRenderer {
    @Override
    public BriefFormat format() {
        return BriefFormat.PDF;
    }

    @Override
    public byte[] render(Brief brief) {
        try (var paper = new Paper()) {
            return new BriefDocument(paper, brief).write();
        } catch (IOException e) {
            throw new UncheckedIOException("could not draw the document of '%s'".formatted(brief.title()), e);
        }
    }
}
