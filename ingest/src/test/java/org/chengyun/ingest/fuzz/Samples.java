package org.chengyun.ingest.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.format.Formats;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.RealData;

/**
 * What is damaged: small files in every format of this repository, {@code samples/<dataset>/<name>[~which].txt} among the
 * test resources, and pieces of real files where these are at hand. All texts are kept as UTF-8; a sample whose name asks
 * for GB18030 is turned into that.
 */
final class Samples {
    private static final int HEAD_BYTES = 64 * 1024;
    private static final int REAL_BYTES = 2_500;
    private static final List<String> EXAMPLES = List.of("air", "parking");
    private static final List<String> REAL = List.of("portal-logs", "traffic", "city-events");

    final Catalogue catalogue;
    final Formats formats;
    private final Map<String, List<Sample>> byFormat = new LinkedHashMap<>();

    /** A file to damage. */
    static final class Sample {
        private final String dataset;
        private final String name;
        private final byte[] content;
        private final boolean mustObserve;

        /**
         * @param name the format's, as it is asked for
         * @param mustObserve true if it holds observations as it is
         */
        Sample(String dataset, String name, byte[] content, boolean mustObserve) {
            this.dataset = dataset;
            this.name = name;
            this.content = content;
            this.mustObserve = mustObserve;
        }

        String dataset() {
            return dataset;
        }

        String name() {
            return name;
        }

        byte[] content() {
            return content;
        }

        boolean mustObserve() {
            return mustObserve;
        }
    }

    /** @param folder where the definitions are put together: those that are shipped, the examples, and some of ours */
    Samples(Path folder) throws IOException {
        for (String dataset : List.of("portal", "traffic", "events")) {
            copy(Definitions.FOLDER.resolve(dataset), folder.resolve(dataset));
        }
        for (String dataset : EXAMPLES) {
            copy(Definitions.FOLDER.resolve("examples").resolve(dataset), folder.resolve(dataset));
        }
        copy(resources("definitions"), folder);
        catalogue = Catalogue.load(folder);
        formats = Formats.load(folder, catalogue);
        for (Dataset dataset : catalogue.datasets()) {
            for (FeedFormat format : formats.of(dataset).formats()) {
                byFormat.put(key(dataset, format), new ArrayList<>());
            }
        }
        readOwn();
    }

    private static Path resources(String folder) {
        return Definitions.root().resolve("ingest/src/test/resources").resolve(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent() == null ? to : target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private void readOwn() throws IOException {
        try (Stream<Path> files = Files.walk(resources("samples"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String dataset =
                        String.valueOf(resources("samples").relativize(file).getName(0));
                String name = String.valueOf(file.getFileName()).replaceAll("(~.*)?\\.txt$", "");
                boolean noObservations = file.toString().endsWith("~sites.txt");
                add(new Sample(dataset, name, encoded(name, Files.readString(file)), !noObservations));
            }
        }
    }

    private static byte[] encoded(String name, String text) {
        return text.getBytes(Charset.forName(name.contains("+gb18030") ? "GB18030" : "UTF-8"));
    }

    private void add(Sample sample) {
        Dataset dataset = catalogue.dataset(sample.dataset()).orElseThrow();
        FeedFormat format = formats.of(dataset)
                .find(sample.name())
                .orElseThrow(() ->
                        new AssertionError("sample %s/%s is of no format".formatted(sample.dataset(), sample.name())));
        byFormat.computeIfAbsent(key(dataset, format), key -> new ArrayList<>()).add(sample);
    }

    /** Adds two pieces of each real file that is recognised; none if there are no real files. */
    Samples withRealFiles() {
        for (String folder : RealData.isThere() ? REAL : List.<String>of()) {
            for (String name : RealData.names(folder)) {
                byte[] content = RealData.bytes(folder + "/" + name);
                for (Dataset dataset : catalogue.datasets()) {
                    byte[] head = Arrays.copyOf(content, Math.min(HEAD_BYTES, content.length));
                    if (formats.of(dataset).choose(null, head) instanceof Choice.Chosen chosen) {
                        int from = chosen.preambleLength();
                        addPiece(dataset, chosen, content, from);
                        addPiece(dataset, chosen, content, from + (content.length - from) / 2);
                    }
                }
            }
        }
        return this;
    }

    private void addPiece(Dataset dataset, Choice.Chosen chosen, byte[] content, int from) {
        int preamble = chosen.preambleLength();
        if (preamble > REAL_BYTES) {
            return;
        }
        int end = Math.min(content.length, from + REAL_BYTES);
        byte[] piece = Arrays.copyOf(content, preamble + end - from);
        System.arraycopy(content, from, piece, preamble, end - from);
        add(new Sample(dataset.id(), chosen.name(), piece, false));
    }

    static String key(Dataset dataset, FeedFormat format) {
        return dataset.id() + "/" + format.names().get(0);
    }

    /** By dataset and format; a format without samples has an empty list. */
    Map<String, List<Sample>> byFormat() {
        return byFormat;
    }

    static Samples load() {
        try {
            return new Samples(Files.createTempDirectory(Files.createDirectories(Path.of("target")), "fuzz"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
