package org.chengyun.datasets.simulator.outlet;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Appends records to a file as a server does.
 *
 * <p>What a killed run had written beyond the noted position is recognised by its length: the same bytes would come
 * again, so they are skipped, to the byte.
 */
public final class LogFile implements Outlet {
    private final Path file;
    private final Rotation rotation;
    private final FeedState state;
    private long aheadBytes;
    private long lines;

    /**
     * Opens the file where the state left it.
     *
     * @throws IllegalStateException if there is a file that no state knows
     */
    public LogFile(Path file, Rotation rotation, FeedState state) throws IOException {
        this.file = file;
        this.rotation = rotation;
        this.state = state;
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (state.isRotating()) {
            finishRotation();
        }
        long length = Files.exists(file) ? Files.size(file) : 0;
        if (state.isFresh() && length > 0) {
            throw new IllegalStateException(
                    "%s exists, but nothing is known of the run that wrote it; use another --out, or remove it"
                            .formatted(file));
        }
        this.aheadBytes = Math.max(0, length - state.fileBytes());
    }

    @Override
    public boolean deliver(Batch batch) throws IOException {
        byte[] bytes = batch.bytes();
        if (aheadBytes == 0 && rotation.isDue(state, batch, bytes.length)) {
            state.beginRotation();
            finishRotation();
        }
        int skipped = (int) Math.min(aheadBytes, bytes.length);
        try (var out = new FileOutputStream(file.toFile(), true)) {
            out.write(bytes, skipped, bytes.length - skipped);
        }
        aheadBytes -= skipped;
        lines += batch.records().size();
        state.reached(batch.toMs(), bytes.length);
        return true;
    }

    private void finishRotation() throws IOException {
        rotation.rotate(file);
        state.endRotation();
    }

    @Override
    public String summary() {
        return "%,d lines written".formatted(lines);
    }
}
