package org.chengyun.datasets.simulator.outlet;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Properties;

/**
 * How far a feed has come, in a small file that survives a kill. Not thread-safe: the feed's thread owns it.
 *
 * <p>Before a batch is sent its range is written down, so that after a kill exactly that batch is sent again under its
 * old key, whether or not it had been accepted.
 */
public final class FeedState {
    /** No batch is under way. */
    public static final long NONE = Long.MIN_VALUE;

    private final Path file;
    private final String origin;
    private final boolean fresh;
    private final long fromMs;
    private long positionMs;
    private long pendingToMs = NONE;
    private long fileBytes;
    private long fileSinceMs;
    private boolean rotating;

    private FeedState(Path file, String origin, boolean fresh, long fromMs) {
        this.file = file;
        this.origin = origin;
        this.fresh = fresh;
        this.fromMs = fromMs;
        this.positionMs = fromMs;
        this.fileSinceMs = fromMs;
    }

    /**
     * Reads the state, or begins one.
     *
     * @param origin everything that decides what the feed brings, such as the seed
     * @param fromMs where a feed without a state begins; one with a state keeps its own beginning
     * @throws IllegalStateException if the state belongs to another origin
     */
    public static FeedState open(Path file, String origin, long fromMs) throws IOException {
        if (!Files.exists(file)) {
            return new FeedState(file, origin, true, fromMs);
        }
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        String written = properties.getProperty("origin", "");
        if (!written.equals(origin)) {
            throw new IllegalStateException(
                    "%s belongs to a simulation of '%s', not '%s'; use another --out, or remove it"
                            .formatted(file, written, origin));
        }
        var state = new FeedState(file, origin, false, time(properties, "from"));
        state.positionMs = time(properties, "position");
        state.pendingToMs = properties.containsKey("pending_to") ? time(properties, "pending_to") : NONE;
        state.fileBytes = Long.parseLong(properties.getProperty("file_bytes", "0"));
        state.fileSinceMs = time(properties, "file_since");
        state.rotating = Boolean.parseBoolean(properties.getProperty("rotating"));
        return state;
    }

    private static long time(Properties properties, String key) {
        return Instant.parse(properties.getProperty(key, "")).toEpochMilli();
    }

    private void save() throws IOException {
        var properties = new Properties();
        properties.setProperty("origin", origin);
        properties.setProperty("from", Instant.ofEpochMilli(fromMs).toString());
        properties.setProperty("position", Instant.ofEpochMilli(positionMs).toString());
        if (pendingToMs != NONE) {
            properties.setProperty(
                    "pending_to", Instant.ofEpochMilli(pendingToMs).toString());
        }
        properties.setProperty("file_bytes", String.valueOf(fileBytes));
        properties.setProperty("file_since", Instant.ofEpochMilli(fileSinceMs).toString());
        properties.setProperty("rotating", String.valueOf(rotating));
        var bytes = new ByteArrayOutputStream();
        properties.store(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), null);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path half = file.resolveSibling(file.getFileName() + ".part");
        try (var out = new FileOutputStream(half.toFile())) {
            out.write(bytes.toByteArray());
            out.getFD().sync();
        }
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** True if this run is the first one. */
    boolean isFresh() {
        return fresh;
    }

    /** Event time of the first observation. */
    public long fromMs() {
        return fromMs;
    }

    /** Arrival time up to which everything was handed over. */
    public long positionMs() {
        return positionMs;
    }

    /** End of the batch that was being sent when the last run ended, or {@link #NONE}. */
    public long pendingToMs() {
        return pendingToMs;
    }

    /** Bytes that were written to the current file up to the position. */
    long fileBytes() {
        return fileBytes;
    }

    /** Arrival time with which the current file begins. */
    long fileSinceMs() {
        return fileSinceMs;
    }

    boolean isRotating() {
        return rotating;
    }

    /** Nothing arrived up to here; not worth a write. */
    public void passed(long toMs) {
        positionMs = toMs;
        pendingToMs = NONE;
    }

    void begin(long toMs) throws IOException {
        pendingToMs = toMs;
        save();
    }

    void reached(long toMs, long writtenBytes) throws IOException {
        positionMs = toMs;
        pendingToMs = NONE;
        fileBytes += writtenBytes;
        save();
    }

    void beginRotation() throws IOException {
        rotating = true;
        save();
    }

    void endRotation() throws IOException {
        rotating = false;
        fileBytes = 0;
        fileSinceMs = positionMs;
        save();
    }
}
