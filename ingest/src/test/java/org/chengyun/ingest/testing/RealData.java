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

    /** The names of all files of a folder that are data, not truth. */
    public static List<String> names(String folder) {
        Path path = folder().resolve(folder);
        Assumptions.assumeTrue(Files.isDirectory(path), "no " + path);
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.startsWith("truth-"))
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
