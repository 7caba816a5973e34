package org.chengyun.ingest.testing;

import java.nio.file.Path;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.format.DatasetFormats;
import org.chengyun.ingest.format.Formats;

/** The definitions of this repository, as an installation would read them. */
public final class Definitions {
    public static final Path FOLDER = root().resolve("datasets");
    public static final Catalogue CATALOGUE = Catalogue.load(FOLDER);
    public static final Formats FORMATS = Formats.load(FOLDER, CATALOGUE);

    private Definitions() {}

    public static Path root() {
        return Path.of(System.getProperty("chengyun.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    public static Dataset dataset(String id) {
        return CATALOGUE.dataset(id).orElseThrow();
    }

    public static DatasetFormats formats(String dataset) {
        return FORMATS.of(dataset(dataset));
    }
}
