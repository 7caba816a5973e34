package org.chengyun.ingest.mapped;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Recognition;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.RecordFault;
import org.chengyun.ingest.record.RecordReader;

/** A table that is known by its columns and holds no observations, so that it can be refused by its name. Immutable. */
public final class ReferenceTable implements FeedFormat {
    private final String id;
    private final String what;
    private final List<String> columns;

    private ReferenceTable(String id, String what, List<String> columns) {
        this.id = id;
        this.what = what;
        this.columns = columns;
    }

    public static ReferenceTable read(YamlNode node, String id) {
        node.onlyKeys("id", "kind", "what", "columns");
        List<String> columns = node.get("columns").texts();
        if (columns.size() < 2) {
            node.fault("'columns' must name two or more, by which the table is known");
        }
        return new ReferenceTable(
                id,
                node.requireText("what"),
                columns.stream().map(Column::plain).toList());
    }

    @Override
    public List<String> names() {
        return List.of(id);
    }

    @Override
    public boolean isFeed() {
        return false;
    }

    @Override
    public Framing framing() {
        return Framing.CSV;
    }

    @Override
    public Recognition recognise(byte[] head) {
        var reader = new RecordReader(Framing.CSV, (byte) ',', head, true, false);
        if (!reader.next() || reader.fault() != RecordFault.NONE) {
            return new Recognition.Misfit("no header line");
        }
        var row = new CsvRow((byte) ',', StandardCharsets.UTF_8);
        row.split(head, CsvHeader.bomLength(head), reader.end());
        List<String> found = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String name = row.text(i);
            found.add(name == null ? "" : Column.plain(name));
        }
        return found.containsAll(columns)
                ? new Recognition.NoFeed(id, what + ": reference data, which holds no observations")
                : new Recognition.Misfit("another table");
    }

    @Override
    public RecordDecoder decoder(String name, byte[] preamble, ZoneId zone, Pseudonyms pseudonyms) {
        throw new IllegalStateException("%s is never chosen: it is no feed".formatted(id));
    }
}
