package org.chengyun.engine.core.window;

import java.util.function.Consumer;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.engine.core.time.PartitionProgress;

/**
 * Merges the stored rows of a series into the windows that close: those that end in {@code (closed, watermark]}. A row
 * costs the same however many windows it is part of. Reused from series to series; not thread-safe.
 */
public final class WindowMerger {
    private final WindowSpec window;
    private final long firstMs;
    private final long lastMs;
    private final Consumer<Part> out;
    private final PaneQueue panes = new PaneQueue();
    private final Part merged = new Part();
    /** Start of the next window, while there are panes. */
    private long nextMs;

    private long paneMs;
    private long paneEndMs;

    /**
     * @param closedMs up to where windows are closed already, epoch ms; {@link PartitionProgress#NONE} if nowhere
     * @param out gets each window that has samples, by rising start; the part is reused
     */
    public WindowMerger(WindowSpec window, long closedMs, long watermarkMs, Consumer<Part> out) {
        this.window = window;
        this.firstMs = firstMs(window, closedMs);
        this.lastMs = window.lastEndedMs(watermarkMs);
        this.out = out;
    }

    /** Start of the first window to be closed, Long.MIN_VALUE if there is no first: rows before it are not needed. */
    public static long firstMs(WindowSpec window, long closedMs) {
        return closedMs == PartitionProgress.NONE ? Long.MIN_VALUE : window.firstEndingAfterMs(closedMs);
    }

    /** End of the last window to be closed: rows from it on are not needed. */
    public static long endMs(WindowSpec window, long watermarkMs) {
        return window.endMs(window.lastEndedMs(watermarkMs));
    }

    /** Begins a series. */
    public void begin() {
        panes.clear();
        paneMs = Long.MAX_VALUE;
        paneEndMs = Long.MIN_VALUE;
    }

    /** Adds the next row of the series, by rising start; it lies within one pane. */
    public void add(Part row) {
        if (row.startMs() >= paneEndMs || row.startMs() < paneMs) {
            paneMs = window.lastStartMs(row.startMs());
            paneEndMs = window.nextStartMs(paneMs);
            emitUntil(paneMs);
            if (panes.isEmpty()) {
                nextMs = Math.max(firstMs, window.firstStartMs(paneMs));
            }
        }
        panes.add(paneMs, row);
    }

    /** Ends the series. */
    public void end() {
        emitUntil(Long.MAX_VALUE);
    }

    /** The windows that no pane from there on belongs to. */
    private void emitUntil(long paneStartMs) {
        while (!panes.isEmpty() && nextMs <= lastMs && window.endMs(nextMs) <= paneStartMs) {
            panes.dropBefore(nextMs);
            if (!panes.isEmpty()) {
                panes.merge(nextMs, merged);
                out.accept(merged);
                nextMs = window.nextStartMs(nextMs);
                panes.dropBefore(nextMs);
            }
        }
    }
}
