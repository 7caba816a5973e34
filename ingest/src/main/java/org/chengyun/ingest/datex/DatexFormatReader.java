package org.chengyun.ingest.datex;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLStreamException;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.traffic.ReadingFields;

/** Reads the definition of a DATEX II format and the site tables that it names. */
public final class DatexFormatReader {
    private DatexFormatReader() {}

    /**
     * @param file of the definition; site tables are named relative to it
     */
    public static DatexFormat read(YamlNode node, String id, Path file, Dataset dataset) {
        node.onlyKeys("id", "kind", "site_tables");
        if (!ReadingFields.canTake(dataset)) {
            node.fault("dataset '%s' has no field 'site', which DATEX II needs".formatted(dataset.id()));
        }
        List<SiteTable> tables = new ArrayList<>();
        for (YamlNode item : node.get("site_tables").items()) {
            tables.add(table(item, file.resolveSibling(item.text().orElse(""))));
        }
        return new DatexFormat(id, SiteTable.of(tables), dataset);
    }

    private static SiteTable table(YamlNode item, Path file) {
        try (InputStream bytes = open(file)) {
            SiteTable table = SiteTableReader.read(bytes);
            if (table.sites().isEmpty()) {
                item.fault("%s holds no measurement sites".formatted(file));
            }
            return table;
        } catch (IOException | XMLStreamException e) {
            item.fault("the site table %s cannot be read: %s".formatted(file, e.getMessage()));
            return SiteTable.EMPTY;
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        return String.valueOf(file.getFileName()).endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    }
}
