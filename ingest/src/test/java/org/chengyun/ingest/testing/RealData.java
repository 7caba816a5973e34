package org.chengyun.ingest.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Real files with independently computed answers. They are not part of the repository: tests skip where they are absent. */
public final class RealData {
    private RealData() {}

    private static Path folder() {
        return Path.of(System.getProperty(
                "chengyun.data", Definitions.root().resolve("../shared/data").toString()));
    }

    public static boolean isThere() {
        return Files.isDirectory(folder());
    }

    /** Every file below a folder that is data and not truth, by its name within it, sorted. */
    public static List<String> names(String folder) {
        Path root = folder().resolve(folder);
        Assumptions.assumeTrue(Files.isDirectory(root), "no " + root);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("truth-"))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path find(String name) {
        Path file = folder().resolve(name);
        Assumptions.assumeTrue(Files.isRegularFile(file), "no " + file);
        return file;
    }

    /** The unpacked content. */
    public static byte[] bytes(String name) {
        Path file = find(name);
        try (InputStream in = Files.newInputStream(file)) {
            return name.endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode truth(String name) {
        try {
            return new ObjectMapper().readTree(find(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
