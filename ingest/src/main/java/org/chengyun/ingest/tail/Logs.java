package org.chengyun.ingest.tail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.chengyun.ingest.feed.TailFeed;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Outbox;

/** Finds the logs of a feed that has a pattern. What rotation left of a log belongs to that log and is none itself. */
final class Logs {
    private static final int DEPTH = 8;

    private final TailFeed feed;
    private final Outbox outbox;
    private final PathMatcher matcher;

    Logs(TailFeed feed, Outbox outbox) {
        this.feed = feed;
        this.outbox = outbox;
        this.matcher = FileSystems.getDefault().getPathMatcher("glob:" + feed.folder() + "/" + feed.pattern());
    }

    /** Under which the position of a log is kept. */
    static String key(TailFeed feed, Path log) {
        return "tail:" + feed.id() + (feed.several() ? ":" + log : "");
    }

    /**
     * Those that are there now.
     *
     * @throws IOException if a folder cannot be read
     * @throws KafkaAway if it is not known which logs there were before
     */
    List<Path> find() throws IOException {
        List<Path> files = files();
        Set<Path> there = new HashSet<>(files);
        String prefix = key(feed, Path.of(""));
        Map<String, String> positions = outbox.positions(prefix);
        List<Path> logs = new ArrayList<>();
        for (Path file : files) {
            boolean rotated = there.stream().anyMatch(log -> isOf(file, log));
            if (!rotated && !wasRead(file, prefix, positions)) {
                logs.add(file);
            }
        }
        return logs;
    }

    private static boolean isOf(Path file, Path log) {
        return !file.equals(log)
                && String.valueOf(file.getParent()).equals(String.valueOf(log.getParent()))
                && Rotated.belongs(file, String.valueOf(log.getFileName()));
    }

    /** A log that was just renamed may have no successor yet: then its name is no new log. */
    private static boolean wasRead(Path file, String prefix, Map<String, String> positions) throws IOException {
        for (Map.Entry<String, String> known : positions.entrySet()) {
            Path log = Path.of(known.getKey().substring(prefix.length()));
            if (isOf(file, log)) {
                TailState state = TailState.parse(known.getValue());
                long readToMs = Rotated.look(log)
                        .find(state)
                        .map(Rotated.Entry::modifiedMs)
                        .orElse(state.modifiedMs());
                if (Look.at(file).modifiedMs() <= readToMs) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(feed.folder(), DEPTH)) {
            return files.filter(matcher::matches).filter(Files::isRegularFile).toList();
        } catch (NoSuchFileException e) {
            if (Files.notExists(feed.folder())) {
                throw e;
            }
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
