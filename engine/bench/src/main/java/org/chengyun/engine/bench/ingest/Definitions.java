package org.chengyun.engine.bench.ingest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.SiteRegistry;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.format.Formats;

/** The datasets of this source tree, as an installation would read them. Immutable. */
record Definitions(Catalogue catalogue, Decoders decoders) {
    private static final byte[] PSEUDONYM_KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    static Definitions load() {
        Path folder =
                Path.of(System.getenv().getOrDefault("CHENGYUN_ROOT", ".")).resolve("datasets");
        Catalogue catalogue = Catalogue.load(folder);
        var formats = Formats.load(folder, catalogue);
        return new Definitions(
                catalogue,
                new Decoders(catalogue, formats, SiteRegistry.EMPTY, PSEUDONYM_KEY, ZoneId.of("Asia/Shanghai")));
    }

    Dataset dataset(String id) {
        return catalogue.dataset(id).orElseThrow();
    }
}
