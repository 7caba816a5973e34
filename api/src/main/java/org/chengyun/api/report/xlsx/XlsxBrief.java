package org.chengyun.api.report.xlsx;

import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefFormat;
import org.chengyun.api.report.BriefRenderer;
import org.dhatim.fastexcel.Workbook;

/** A workbook of four sheets: key figures, series, top lists and definitions. */
@Singleton
class XlsxBrief implements BriefRenderer {
    @Override
    public BriefFormat format() {
        return BriefFormat.XLSX;
    }

    @Override
    public byte[] render(Brief brief) {
        try {
            var bytes = new ByteArrayOutputStream();
            try (var book = new Workbook(bytes, "Chengyun", "1.0")) {
                book.properties().setTitle(brief.title());
                new BriefSheets(brief).writeTo(book);
            }
            var parts = FixedZip.read(bytes.toByteArray());
            parts.computeIfPresent("docProps/core.xml", (name, core) -> dated(brief, core));
            return FixedZip.write(parts);
        } catch (IOException e) {
            throw new UncheckedIOException("could not write the workbook of '%s'".formatted(brief.title()), e);
        }
    }

    /** The library writes the clock's time; the document's time is that of the cut it shows. */
    private static byte[] dated(Brief brief, byte[] core) {
        String time = brief.cut().committedAt().truncatedTo(ChronoUnit.SECONDS).toString();
        return new String(core, StandardCharsets.UTF_8)
                .replaceAll("(<dcterms:(created|modified)[^>]*>)[^<]*", "$1" + time)
                .getBytes(StandardCharsets.UTF_8);
    }
}
