package org.chengyun.launcher.load;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chengyun.launcher.api.AwayException;
import org.chengyun.launcher.api.ProblemException;
import org.chengyun.launcher.load.Source.UnusableException;

/** Loads one file: hashes it, asks the application what it has of it, sends the rest, and waits for the commit. */
final class FileLoader {
    /** As many bytes as the application takes in one transaction. */
    static final int PIECE_BYTES = 4 << 20;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
    /** An engine that commits nothing for so long needs a person. */
    private static final Duration COMMIT_LIMIT = Duration.ofMinutes(15);

    private final LoadApi api;
    private final LoadApi.Choice choice;
    private final boolean countAgain;
    private final PrintStream out;
    private final boolean terminal;

    FileLoader(LoadApi api, LoadApi.Choice choice, boolean countAgain, PrintStream out, boolean terminal) {
        this.api = api;
        this.choice = choice;
        this.countAgain = countAgain;
        this.out = out;
        this.terminal = terminal;
    }

    /** @param damage why not everything of the file could be loaded; empty if it could */
    record Loaded(LoadStatus status, String damage) {}

    Loaded load(Source source)
            throws UnusableException, IOException, AwayException, ProblemException, InterruptedException {
        Meter meter = new Meter(out, terminal);
        List<EarlierLoad> earlier = api.earlier(choice.dataset());
        Fingerprint content = Fingerprint.of(
                source,
                earlier.stream().map(EarlierLoad::bytes).toList(),
                bytes -> meter.show("%s: looking through it, %s".formatted(source.name(), Meter.bytes(bytes))));
        meter.clear();
        if (content.isDamaged()) {
            out.println("%s: %s; loading the complete records before that".formatted(source.name(), content.damage()));
        }
        LoadStatus status = begin(source, content, earlier);
        try {
            if (!status.complete()) {
                status = send(source, content, status, meter);
            }
            return new Loaded(waitForCommit(source, status, meter), content.damage());
        } finally {
            meter.clear();
        }
    }

    private LoadStatus begin(Source source, Fingerprint content, List<EarlierLoad> earlier)
            throws UnusableException, AwayException, ProblemException, InterruptedException {
        Optional<EarlierLoad> same =
                earlier.stream().filter(load -> load.isSame(content)).findFirst();
        Optional<EarlierLoad> beginning =
                same.isPresent() ? Optional.empty() : EarlierLoad.longestBeginning(earlier, content);
        if (beginning.isPresent() && !beginning.get().endsLine(content)) {
            EarlierLoad cut = beginning.get();
            if (!countAgain) {
                throw new UnusableException(
                        ("begins with the %,d bytes that were loaded as %s, which stopped inside a line: "
                                        + "what was loaded then would be counted again. Load the lines after it as a file of their own,"
                                        + " or use --count-again if that is what you want")
                                .formatted(cut.bytes(), cut.name()));
            }
            beginning = Optional.empty();
        }
        beginning.ifPresent(
                load -> out.println("%s: its first %,d bytes were loaded before (as %s); going on after them"
                        .formatted(source.name(), load.bytes(), load.name())));
        LoadStatus status = api.begin(choice, source.name(), content, beginning.map(EarlierLoad::id));
        if (same.isPresent()) {
            out.println(
                    status.complete()
                            ? "%s: the same content was loaded before (as %s); nothing is counted twice"
                                    .formatted(source.name(), same.get().name())
                            : "%s: an earlier load of it stopped at byte %,d; going on there"
                                    .formatted(source.name(), status.position()));
        }
        return status;
    }

    private LoadStatus send(Source source, Fingerprint content, LoadStatus begun, Meter meter)
            throws IOException, AwayException, ProblemException, InterruptedException {
        LoadStatus status = begun;
        long first = begun.position();
        long readBefore = begun.read();
        try (ContentReader reader = new ContentReader(source, content.bytes(), PIECE_BYTES)) {
            while (!status.complete()) {
                long from = status.position();
                int length = reader.moveTo(from);
                boolean last = from + length == content.bytes();
                status = api.send(status.id(), from, last, reader.window(), length);
                if (status.position() == from && !status.complete()) {
                    throw new IOException(
                            "the application took nothing of %,d bytes at byte %,d".formatted(length, from));
                }
                meter.show("%s: %s of %s, %,d records (%,d records/s, %s/s)"
                        .formatted(
                                source.name(),
                                Meter.bytes(status.position()),
                                Meter.bytes(content.bytes()),
                                status.read(),
                                meter.perSecond(status.read() - readBefore),
                                Meter.bytes(meter.perSecond(status.position() - first))));
            }
        }
        return status;
    }

    private LoadStatus waitForCommit(Source source, LoadStatus sent, Meter meter)
            throws AwayException, ProblemException, InterruptedException, IOException {
        LoadStatus status = sent;
        long deadlineNs = System.nanoTime() + COMMIT_LIMIT.toNanos();
        while (!status.committed()) {
            if (System.nanoTime() > deadlineNs) {
                throw new IOException(
                        "all of it was taken, but after %d minutes the engine has not committed it: see deploy/chengyun status"
                                .formatted(COMMIT_LIMIT.toMinutes()));
            }
            meter.show("%s: all %,d records taken, waiting for the engine to commit them"
                    .formatted(source.name(), status.read()));
            Thread.sleep(LOOK_AGAIN);
            status = api.status(status.id());
        }
        return status;
    }
}
