package org.chengyun.ingest.tail;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.ingest.packed.Packing;

/**
 * The files of one log: the one that is written, and the older ones into which rotation turned it ({@code name.1},
 * {@code name-20261121}, {@code name.2.gz}), oldest first. A look at one moment.
 */
final class Rotated {
    private static final int MAX_LOOKS = 50;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Path active;
    private final List<Entry> entries;

    /**
     * A file of the log.
     *
     * @param age larger is older, among files last written at the same moment
     */
    record Entry(Path path, String fileKey, long modifiedMs, long size, long age) {
        boolean isPacked() {
            return Packing.named(path) != Packing.NONE;
        }
    }

    private Rotated(Path active, List<Entry> entries) {
        this.active = active;
        this.entries = entries;
    }

    /**
     * Looks until nothing moves: while files are renamed one after the other, a look may miss one.
     *
     * @throws FilesMoving if they never stop
     */
    static Rotated look(Path active) throws IOException {
        Rotated before = lookOnce(active);
        for (int i = 0; i < MAX_LOOKS; i++) {
            pause();
            Rotated now = lookOnce(active);
            if (now.names().equals(before.names())) {
                return now;
            }
            before = now;
        }
        throw new FilesMoving(active);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }

    private Map<Path, String> names() {
        Map<Path, String> names = new HashMap<>();
        entries.forEach(entry -> names.put(entry.path, entry.fileKey));
        return names;
    }

    private static Rotated lookOnce(Path active) throws IOException {
        List<Entry> entries = new ArrayList<>();
        String name = String.valueOf(active.getFileName());
        Path folder = active.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return new Rotated(active, entries);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, path -> belongs(path, name))) {
            for (Path path : files) {
                entry(path, name).ifPresent(entries::add);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new Rotated(active, List.of());
        }
        entries.sort(Comparator.comparingLong((Entry e) -> e.path.equals(active) ? 1 : 0)
                .thenComparingLong(Entry::modifiedMs)
                .thenComparing(Comparator.comparingLong(Entry::age).reversed())
                .thenComparing(Entry::path));
        return new Rotated(active, entries);
    }

    /** Whether a file is the log of that name, or one that rotation made of it. */
    static boolean belongs(Path path, String name) {
        String other = String.valueOf(path.getFileName());
        return other.equals(name)
                || (other.startsWith(name)
                        && other.length() > name.length() + 1
                        && (other.charAt(name.length()) == '.' || other.charAt(name.length()) == '-')
                        && !other.endsWith(".tmp"));
    }

    private static Optional<Entry> entry(Path path, String name) throws IOException {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            Object key = attributes.fileKey();
            return Optional.of(new Entry(
                    path,
                    key == null ? "" : key.toString(),
                    attributes.lastModifiedTime().toMillis(),
                    attributes.size(),
                    age(String.valueOf(path.getFileName()).substring(name.length()))));
        } catch (NoSuchFileException e) {
            // renamed while we looked; the next look sees it
            return Optional.empty();
        }
    }

    /** The number of {@code .3} or {@code .3.gz}: the higher, the older. */
    private static long age(String suffix) {
        String digits = Packing.plainName(suffix).replace(".", "");
        boolean number =
                !digits.isEmpty() && digits.length() < 6 && digits.chars().allMatch(Character::isDigit);
        return number ? Long.parseLong(digits) : 0;
    }

    Optional<Entry> active() {
        return entries.stream().filter(e -> e.path.equals(active)).findFirst();
    }

    /** The file that a state belongs to, under whatever name: by identity, else by what it begins with. */
    Optional<Entry> find(TailState state) throws IOException {
        for (Entry entry : entries) {
            if (!state.fileKey().isEmpty() && entry.fileKey.equals(state.fileKey()) && begins(entry, state)) {
                return Optional.of(entry);
            }
        }
        for (Entry entry : entries) {
            boolean longEnough = entry.isPacked() || entry.size >= state.position();
            if (state.fingerprintBytes() > 0 && longEnough && begins(entry, state)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static boolean begins(Entry entry, TailState state) throws IOException {
        if (!entry.isPacked() && entry.size < state.position()) {
            return false;
        }
        try (OpenLog log = OpenLog.open(entry.path)) {
            if (!log.fileKey().equals(entry.fileKey)) {
                throw new FilesMoving(entry.path);
            }
            return new Fingerprint(state.fingerprint(), state.fingerprintBytes())
                    .fits(log.read(0, Fingerprint.MAX_BYTES));
        } catch (NoSuchFileException e) {
            throw new FilesMoving(entry.path);
        } catch (IOException e) {
            if (Packing.isDamage(e)) {
                // being packed at this moment, or not packed as its name says
                return false;
            }
            throw e;
        }
    }

    /**
     * The file that was written after the one of a state.
     *
     * @param found where that one is now, if it is still there
     */
    Optional<Entry> after(TailState state, Optional<Entry> found) {
        int index = found.map(entries::indexOf).orElse(-1);
        for (int i = index + 1; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            // what was last written before this file was seen is older than it
            boolean later = index >= 0 || entry.path.equals(active) || entry.modifiedMs > state.modifiedMs();
            if (later && !isCopyOf(entry, found)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Packing leaves the plain file beside the packed one for a moment. */
    private static boolean isCopyOf(Entry entry, Optional<Entry> found) {
        return found.isPresent()
                && entry.isPacked()
                && Packing.plainName(entry.path.toString())
                        .equals(found.get().path().toString());
    }
}
