package org.chengyun.ingest.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.chengyun.ingest.feed.FilesFeed;
import org.chengyun.ingest.load.LoadRequest;
import org.chengyun.ingest.load.LoadRun;
import org.chengyun.ingest.load.LoadStatus;
import org.chengyun.ingest.load.Loads;
import org.chengyun.ingest.packed.Packing;
import org.chengyun.ingest.problem.IngestProblem;
import org.jspecify.annotations.Nullable;

/** Loads one file as a person would: finds out what is known of its content, and sends the rest. Thread-safe. */
final class FileTaker {
    private static final int PIECE_BYTES = 4 << 20;
    private static final int CONFLICT = 409;

    private final FilesFeed feed;
    private final Loads loads;
    private final BooleanSupplier stopped;

    FileTaker(FilesFeed feed, Loads loads, BooleanSupplier stopped) {
        this.feed = feed;
        this.loads = loads;
        this.stopped = stopped;
    }

    /**
     * Takes a file.
     *
     * @return id of the load that all of it is in; null if it was stopped before the end
     * @throws Unusable if it cannot be taken as it is
     * @throws IngestProblem if its content does not fit the feed
     */
    @Nullable
    String take(Path file) throws IOException, Unusable {
        List<LoadStatus> known = loads.list(feed.dataset().id());
        try (Content content = Content.of(file)) {
            Identity identity = identity(content, known);
            if (identity.bytes() == 0) {
                return "";
            }
            LoadStatus status = begin(file, identity, known);
            while (!status.complete()) {
                status = run(content, identity, status.id());
                if (stopped.getAsBoolean() && !status.complete()) {
                    return null;
                }
            }
            return status.id();
        }
    }

    private static Identity identity(Content content, List<LoadStatus> known) throws IOException, Unusable {
        try (InputStream in = content.open()) {
            return Identity.of(in, known.stream().map(LoadStatus::bytes).toList());
        } catch (IOException e) {
            if (Packing.isDamage(e)) {
                throw new Unusable(
                        "it is cut off or damaged (%s): nothing of it was taken. Put a whole one in its place"
                                .formatted(e.getMessage()));
            }
            throw e;
        }
    }

    private LoadStatus begin(Path file, Identity identity, List<LoadStatus> known) throws Unusable {
        return loads.begin(new LoadRequest(
                feed.dataset().id(),
                feed.format(),
                feed.zone() == null ? null : feed.zone().getId(),
                String.valueOf(file.getFileName()),
                identity.bytes(),
                identity.sha256(),
                identity.head(),
                feed.cases(),
                begun(identity, known)));
    }

    /** The longest earlier load whose content is the begin of this one: an export that grows. Null if there is none. */
    private static @Nullable String begun(Identity identity, List<LoadStatus> known) throws Unusable {
        Optional<LoadStatus> longest = known.stream()
                .filter(load -> load.bytes() < identity.bytes() && isPrefix(load, identity))
                .max(Comparator.comparingLong(LoadStatus::bytes));
        if (longest.isEmpty()) {
            return null;
        }
        LoadStatus earlier = longest.get();
        Identity.Prefix prefix = identity.prefixes().get(earlier.bytes());
        if (prefix == null || !prefix.endsLine()) {
            throw new Unusable(
                    ("it begins with the %d bytes that were loaded as %s, which stopped inside a line: that line would"
                                    + " count again. Put the lines after it into a file of their own")
                            .formatted(earlier.bytes(), earlier.name()));
        }
        return earlier.id();
    }

    private static boolean isPrefix(LoadStatus load, Identity identity) {
        Identity.Prefix prefix = identity.prefixes().get(load.bytes());
        return prefix != null && prefix.sha256().equals(load.sha256());
    }

    private LoadStatus run(Content content, Identity identity, String id) throws IOException {
        LoadRun run = loads.run(id, feed.id());
        long from = run.position();
        try {
            while (!run.isTaken() && !stopped.getAsBoolean()) {
                append(content, identity, run);
            }
            return run.settle();
        } catch (IngestProblem e) {
            LoadStatus now = loads.get(id);
            if (e.status() != CONFLICT || now.position() == from) {
                throw e;
            }
            // another process loads the same content, or somebody by hand: both are one load
            return now;
        }
    }

    private static void append(Content content, Identity identity, LoadRun run) throws IOException {
        long from = run.position();
        int length = (int) Math.min(PIECE_BYTES, identity.bytes() - from);
        boolean last = from + length == identity.bytes();
        if (run.append(last, content.read(from, length)) == 0) {
            throw new IOException("nothing of %d bytes at byte %d could be taken".formatted(length, from));
        }
    }
}
