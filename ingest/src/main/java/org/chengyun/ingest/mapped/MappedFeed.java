package org.chengyun.ingest.mapped;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.codes.CodeTable;
import org.chengyun.ingest.codes.CodeTables;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Recognition;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.record.Boundary;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.JsonBoundary;
import org.chengyun.ingest.record.XmlBoundary;
import org.jspecify.annotations.Nullable;

/**
 * A format of columns, for one dataset. Its names are the format's, alone or with the character set ({@code
 * case-csv+gb18030}), and with the code table ({@code open311-json@chicago}) where the format is not one city's.
 */
public final class MappedFeed implements FeedFormat {
    private static final char CHARSET = '+';
    private static final char TABLE = '@';

    private final MappedFormat format;
    private final Dataset dataset;
    private final CodeTables tables;
    private final Recogniser recogniser;
    private final @Nullable Boundary boundary;

    public MappedFeed(MappedFormat format, Dataset dataset, CodeTables tables) {
        this.format = format;
        this.dataset = dataset;
        this.tables = tables;
        this.recogniser = new Recogniser(format);
        this.boundary = switch (format.kind()) {
            case CSV, JSON -> null;
            case JSON_DOCUMENT -> JsonBoundary.INSTANCE;
            case XML -> new XmlBoundary(format.records());
        };
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Charset charset : format.charsets()) {
            String name = named(charset);
            names.add(name);
            if (format.hasCategory() && format.codes() == null) {
                tables.tables().keySet().forEach(table -> names.add(name + TABLE + table));
            }
        }
        return names;
    }

    private String named(Charset charset) {
        return charset.equals(format.charsets().get(0)) ? format.id() : format.id() + CHARSET + suffix(charset);
    }

    private static String suffix(Charset charset) {
        return charset.name().toLowerCase(Locale.ROOT);
    }

    /** The table that was asked for, and the character set that the file is in. */
    @Override
    public String exactName(String asked, String recognised) {
        int table = asked.indexOf(TABLE);
        String charset = table < 0 ? asked : asked.substring(0, table);
        String named = charset.indexOf(CHARSET) < 0 ? recognised : charset;
        return table < 0 ? named : named + asked.substring(table);
    }

    @Override
    public Framing framing() {
        return switch (format.kind()) {
            case CSV -> Framing.CSV;
            case JSON -> Framing.LINES;
            case JSON_DOCUMENT, XML -> Framing.DOCUMENT;
        };
    }

    @Override
    public @Nullable Boundary boundary() {
        return boundary;
    }

    @Override
    public byte delimiter() {
        return format.delimiter();
    }

    @Override
    public boolean isJson() {
        return format.kind() == MappedFormat.Kind.JSON;
    }

    @Override
    public Optional<String> cases(String name, String otherwise) {
        if (format.mapping().caseRule() == null) {
            return Optional.empty();
        }
        CodeTable table = table(name);
        return Optional.of(table == null ? otherwise : table.id());
    }

    @Override
    public Optional<ZoneId> zone() {
        return format.zone();
    }

    @Override
    public RecordDecoder decoder(String name, byte[] preamble, ZoneId zone, Pseudonyms pseudonyms) {
        var mapper = new RowMapper(
                format.mapping(), dataset.schema(), dataset.eventTimeIndex(), zone, pseudonyms, table(name));
        return switch (format.kind()) {
            case CSV -> csv(charset(name), preamble, mapper);
            case JSON -> new JsonDecoder(format, mapper);
            case JSON_DOCUMENT -> new JsonDocumentDecoder(format, mapper);
            case XML -> new XmlDecoder(format, Recogniser.xmlCharset(preamble).orElse(StandardCharsets.UTF_8), mapper);
        };
    }

    private CsvDecoder csv(Charset charset, byte[] preamble, RowMapper mapper) {
        return new CsvDecoder(
                format, charset, CsvHeader.of(format, charset, Recogniser.withoutLineEnd(preamble)), mapper);
    }

    private Charset charset(String name) {
        return format.charsets().stream()
                .filter(charset -> name.equals(named(charset)) || name.startsWith(named(charset) + TABLE))
                .findFirst()
                .orElse(format.charsets().get(0));
    }

    private @Nullable CodeTable table(String name) {
        int at = name.indexOf(TABLE);
        String id = at < 0 ? format.codes() : name.substring(at + 1);
        return id == null ? null : tables.table(id).orElse(null);
    }

    @Override
    public Recognition recognise(byte[] head) {
        for (Charset charset : format.charsets()) {
            if (format.kind() != MappedFormat.Kind.CSV || recogniser.isWrittenIn(charset, head)) {
                return recogniser.recognise(head, charset, named(charset));
            }
        }
        return recogniser.recognise(head, format.charsets().get(0), format.id());
    }
}
