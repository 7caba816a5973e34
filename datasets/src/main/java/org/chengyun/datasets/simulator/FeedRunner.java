package org.chengyun.datasets.simulator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.chengyun.datasets.simulator.feed.Delivery;
import org.chengyun.datasets.simulator.feed.DeliveryStream;
import org.chengyun.datasets.simulator.feed.Feed;
import org.chengyun.datasets.simulator.feed.Happening;
import org.chengyun.datasets.simulator.outlet.Batch;
import org.chengyun.datasets.simulator.outlet.FeedState;
import org.chengyun.datasets.simulator.outlet.Outlet;
import org.chengyun.datasets.simulator.outlet.Stop;
import org.chengyun.datasets.simulator.truth.TruthBook;

/** Carries one feed to its outlet at the given pace and keeps its truth. Its thread owns everything in it. */
final class FeedRunner implements Runnable {
    private static final long HOUR_MS = 3_600_000;
    private static final long NAP_MS = 100;

    private final Feed feed;
    private final FeedState state;
    private final Outlet outlet;
    private final TruthBook truth;
    private final Pace pace;
    private final long untilMs;
    private final Path truthFolder;
    private final Stop stop;
    private volatile long reachedMs;
    private volatile String summary = "";

    /**
     * A run of one feed.
     *
     * @param untilMs exclusive; {@link Long#MAX_VALUE} = for ever
     */
    FeedRunner(
            Feed feed,
            FeedState state,
            Outlet outlet,
            TruthBook truth,
            Pace pace,
            long untilMs,
            Path truthFolder,
            Stop stop) {
        this.feed = feed;
        this.state = state;
        this.outlet = outlet;
        this.truth = truth;
        this.pace = pace;
        this.untilMs = untilMs;
        this.truthFolder = truthFolder;
        this.stop = stop;
        this.reachedMs = state.positionMs();
    }

    String dataset() {
        return feed.dataset();
    }

    /** Arrival time up to which everything was delivered. */
    long reachedMs() {
        return reachedMs;
    }

    String summary() {
        return summary;
    }

    @Override
    public void run() {
        try {
            deliver(batcher());
            truth.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the feed '%s' cannot go on".formatted(feed.dataset()), e);
        }
    }

    /** A batcher at the position; what the open hours of the truth already had is counted again on the way. */
    private Batcher batcher() {
        long position = state.positionMs();
        long countFrom = Math.max(state.fromMs(), truth.openFromMs(position));
        var batcher = new Batcher(new DeliveryStream(feed, countFrom), state.fromMs(), countFrom);
        for (long from = countFrom; from < position; ) {
            Batch past = batcher.exactly(from, Math.min(position, from + HOUR_MS));
            record(past);
            from = past.toMs();
        }
        return batcher;
    }

    private void deliver(Batcher batcher) throws IOException {
        while (!stop.isRequested() && state.positionMs() < untilMs) {
            long from = state.positionMs();
            Batch batch = state.pendingToMs() == FeedState.NONE
                    ? batcher.next(from, Math.min(untilMs, pace.limitMs()))
                    : batcher.exactly(from, state.pendingToMs());
            if (batch.toMs() <= from) {
                stop.within(NAP_MS);
            } else if (batch.records().isEmpty()) {
                state.passed(batch.toMs());
                hourly(batch);
            } else if (outlet.deliver(batch)) {
                record(batch);
                hourly(batch);
            } else {
                return;
            }
            reachedMs = state.positionMs();
            summary = outlet.summary();
        }
    }

    private void record(Batch batch) {
        for (Delivery delivery : batch.records()) {
            delivery.recordIn(truth);
        }
    }

    private void hourly(Batch batch) throws IOException {
        if (Math.floorDiv(batch.fromMs(), HOUR_MS) != Math.floorDiv(batch.toMs(), HOUR_MS)) {
            truth.turn(batch.toMs());
        }
        if (Math.floorMod(batch.fromMs(), HOUR_MS) == 0 || batch.fromMs() == state.fromMs()) {
            happenings(batch.fromMs());
        }
    }

    /** What begins in the hour that begins here. */
    private void happenings(long fromMs) throws IOException {
        String name = Instant.ofEpochMilli(fromMs).toString().substring(0, 13) + "-happenings.csv";
        List<Happening> starting = feed.happenings(fromMs, fromMs - Math.floorMod(fromMs, HOUR_MS) + HOUR_MS);
        Files.createDirectories(truthFolder);
        try (BufferedWriter out = Files.newBufferedWriter(truthFolder.resolve(name))) {
            out.write("kind,subject,from,to,detail\n");
            for (Happening h : starting) {
                out.write("%s,%s,%s,%s,%s\n"
                        .formatted(
                                h.kind(),
                                h.subject(),
                                Instant.ofEpochMilli(h.fromMs()),
                                Instant.ofEpochMilli(h.toMs()),
                                h.detail()));
            }
        }
    }
}
