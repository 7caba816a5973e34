package org.chengyun.ingest.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.chengyun.ingest.decode.RegistryAway;
import org.chengyun.ingest.failure.Explanation;
import org.chengyun.ingest.feed.FilesFeed;
import org.chengyun.ingest.load.Loads;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.outbox.Outgoing;
import org.chengyun.ingest.outbox.PositionMoved;
import org.chengyun.ingest.outbox.Step;
import org.chengyun.ingest.problem.IngestProblem;
import org.jboss.logging.Logger;

/** Finds the files of one feed and has each taken once it changes no more. Not thread-safe: one thread owns it. */
final class FolderWatch {
    private static final Logger LOG = Logger.getLogger(FolderWatch.class);
    private static final int DEPTH = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FilesFeed feed;
    private final String key;
    private final Outbox outbox;
    private final FileTaker taker;
    private final BooleanSupplier stopped;
    private final PathMatcher matcher;
    /** How files looked when they were last seen to have changed, and when that was. */
    private final Map<Path, Seen> seen = new HashMap<>();

    private record Seen(Taken look, long sinceNanos) {}

    /** Files that cannot be taken, by name, with what they looked like then: another look is worth another try. */
    private final Map<Path, Refused> refused = new TreeMap<>();

    private record Refused(Taken look, String why) {}

    FolderWatch(FilesFeed feed, Loads loads, Outbox outbox, BooleanSupplier stopped) {
        this.feed = feed;
        this.key = "files:" + feed.id() + ":";
        this.outbox = outbox;
        this.taker = new FileTaker(feed, loads, stopped);
        this.stopped = stopped;
        this.matcher = FileSystems.getDefault().getPathMatcher("glob:" + feed.folder() + "/" + feed.pattern());
    }

    /**
     * Takes what there is.
     *
     * @return why some files cannot be taken; empty if all were
     * @throws IOException if the folder cannot be read
     * @throws KafkaAway or {@link RegistryAway}: what is left is taken later
     */
    String step() throws IOException {
        List<Path> files = list();
        seen.keySet().retainAll(files);
        refused.keySet().retainAll(files);
        for (Path file : files) {
            if (stopped.getAsBoolean()) {
                break;
            }
            look(file);
        }
        return trouble();
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> files = Files.walk(feed.folder(), DEPTH)) {
            return files.filter(matcher::matches)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            if (Files.notExists(feed.folder())) {
                throw e;
            }
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void look(Path file) throws IOException {
        Taken now;
        try {
            now = Taken.look(file);
        } catch (NoSuchFileException e) {
            return;
        }
        Refused before = refused.get(file);
        boolean done = outbox.position(key + file)
                .map(Taken::parse)
                .filter(now::looksLike)
                .isPresent();
        if (done || (before != null && before.look.looksLike(now))) {
            return;
        }
        Seen known = seen.get(file);
        if (known == null || !known.look.looksLike(now)) {
            seen.put(file, new Seen(now, System.nanoTime()));
        } else if (System.nanoTime() - known.sinceNanos >= feed.settle().toNanos()) {
            take(file, now);
        }
    }

    private void take(Path file, Taken look) {
        try {
            String load = taker.take(file);
            if (load != null && Taken.look(file).looksLike(look)) {
                remember(file, new Taken(look.size(), look.modifiedMs(), load));
                refused.remove(file);
                LOG.infof("feed %s: %s was taken", feed.id(), file);
            }
        } catch (KafkaAway | RegistryAway e) {
            throw e;
        } catch (Unusable | IOException | IngestProblem e) {
            refused.put(
                    file,
                    new Refused(look, e instanceof IOException ? Explanation.of(e) : String.valueOf(e.getMessage())));
        }
    }

    private void remember(Path file, Taken taken) {
        var nothing = new Outgoing(feed.dataset(), feed.id(), at -> "");
        try {
            outbox.commit(
                    "files:" + feed.id(), Step.unconditional(key + file, nothing, sent -> taken.json()), PATIENCE);
        } catch (PositionMoved e) {
            throw new IllegalStateException("a step without a condition cannot find its position moved", e);
        }
    }

    private String trouble() {
        if (refused.isEmpty()) {
            return "";
        }
        var first = refused.entrySet().iterator().next();
        return "%d of its files cannot be taken, such as %s: %s"
                .formatted(refused.size(), first.getKey(), first.getValue().why);
    }
}
