package org.chengyun.dashboard.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.chengyun.launcher.software.Workspace;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.chengyun.launcher.stack.PartFailedException;

/** The stack with further datasets and feeds of its own, until it is closed: then as it was, for the other tests. */
record ChangedCity(LocalStack stack) implements AutoCloseable {
    private static final List<String> SHIPPED = List.of("portal", "traffic", "events");

    /**
     * Starts the application anew.
     *
     * @param examples of {@code datasets/examples}
     * @param feeds as in {@code feeds.yaml}
     */
    static ChangedCity with(List<String> examples, String feeds) throws Exception {
        var city = new ChangedCity(WholeStack.get());
        Path datasets = Workspace.find().root().resolve("datasets");
        for (String dataset : SHIPPED) {
            copy(datasets.resolve(dataset), city.definitions().resolve(dataset));
        }
        for (String dataset : examples) {
            copy(
                    datasets.resolve("examples").resolve(dataset),
                    city.definitions().resolve(dataset));
        }
        Files.writeString(city.feeds(), feeds);
        city.stack.stop(Part.APPLICATION);
        city.stack.start(Part.APPLICATION);
        return city;
    }

    private Path definitions() {
        return stack.home().folder().resolve("datasets");
    }

    private Path feeds() {
        return stack.home().folder().resolve("feeds.yaml");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(file, copied);
                }
            }
        }
    }

    @Override
    public void close() throws IOException, PartFailedException {
        stack.stop(Part.APPLICATION);
        Files.delete(feeds());
        try (Stream<Path> files = Files.walk(definitions())) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
        stack.start(Part.APPLICATION);
    }
}
