package org.chengyun.datasets.simulator.outlet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How a log file is rotated: {@code access.log} becomes {@code access.log.1}, that becomes {@code access.log.2} and so on.
 *
 * @param everyMs starts a new file when this span of time, aligned to the epoch, ends; 0 = never
 * @param everyBytes starts a new file before one grows beyond it; 0 = any size
 * @param keep how many old files stay; 0 = all
 */
public record Rotation(long everyMs, long everyBytes, int keep) {
    public static final Rotation NEVER = new Rotation(0, 0, 0);

    boolean isDue(FeedState state, Batch batch, int bytes) {
        if (state.fileBytes() == 0) {
            return false;
        }
        boolean spanEnded =
                everyMs > 0 && Math.floorDiv(state.fileSinceMs(), everyMs) != Math.floorDiv(batch.fromMs(), everyMs);
        return spanEnded || (everyBytes > 0 && state.fileBytes() + bytes > everyBytes);
    }

    /**
     * Moves each file one number up. A run that died in the middle left a gap in the numbers; moving only the files
     * below the first gap finishes its work.
     */
    void rotate(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        int gap = 1;
        while (Files.exists(numbered(file, gap))) {
            gap++;
        }
        for (int i = gap - 1; i >= 1; i--) {
            Files.move(numbered(file, i), numbered(file, i + 1), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(file, numbered(file, 1), StandardCopyOption.ATOMIC_MOVE);
        int old = keep + 1;
        while (keep > 0 && Files.deleteIfExists(numbered(file, old))) {
            old++;
        }
    }

    private static Path numbered(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
