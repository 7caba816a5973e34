package org.chengyun.engine.core.given;

import java.nio.file.Files;
import java.nio.file.Path;
import org.chengyun.datasets.catalogue.Catalogue;
import org.junit.jupiter.api.Assumptions;

/** The repository that is being tested, and the data that may lie beside it. */
public final class Repository {
    private Repository() {}

    /** The definitions that the product ships with. */
    public static Catalogue catalogue() {
        return Catalogue.load(root().resolve("datasets"));
    }

    /** A folder of the test data beside the repository; without it the test that asks is skipped. */
    public static Path data(String folder) {
        Path path = root().resolve("../shared/data").resolve(folder).normalize();
        Assumptions.assumeTrue(Files.isDirectory(path), () -> "skipped: no test data at " + path);
        return path;
    }

    private static Path root() {
        // Without the property (a test started from an editor) the working folder is engine/core.
        String given = System.getProperty("chengyun.root");
        return given == null ? Path.of("../..").toAbsolutePath().normalize() : Path.of(given);
    }
}
