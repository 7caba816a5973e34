package org.chengyun.ingest.pull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.chengyun.ingest.decode.RegistryAway;
import org.chengyun.ingest.failure.Explanation;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.feed.PullFeed;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.inbox.Troubles;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.outbox.PositionMoved;
import org.jspecify.annotations.Nullable;

/** Fetches for every feed that is to be fetched, each by itself: one that fails never stops another. Thread-safe. */
public final class Pulls implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final List<PullFeed> feeds;
    private final Path folder;
    private final Decoders decoders;
    private final Outbox outbox;
    private final IngestMeters meters;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Troubles troubles = new Troubles();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param folder for documents while they are read
     * @param random thread-safe; spreads what is tried again
     */
    public Pulls(
            Feeds feeds,
            Path folder,
            Decoders decoders,
            Outbox outbox,
            IngestMeters meters,
            InstantSource clock,
            RandomGenerator random) {
        this.feeds = feeds.over(PullFeed.class);
        this.folder = folder;
        this.decoders = decoders;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
        this.random = random;
    }

    /** Begins to fetch and returns at once. */
    public void start() {
        for (PullFeed feed : feeds) {
            meters.declare(feed.dataset().id(), feed.id());
            threads.add(Thread.ofVirtual().name("pull-" + feed.id()).start(() -> run(feed)));
        }
    }

    /** How many feeds are configured. */
    public int size() {
        return feeds.size();
    }

    /** Feeds that fail at the moment, with the reason. */
    public Map<String, String> troubles() {
        return troubles.all();
    }

    private void run(PullFeed feed) {
        var pause = new Pause(random);
        try (var puller = new Puller(feed, folder, decoders, outbox, meters, clock)) {
            while (true) {
                long begunNanos = System.nanoTime();
                Duration wait = attempt(feed, puller, pause);
                Duration left = feed.every().minusNanos(System.nanoTime() - begunNanos);
                Thread.sleep(wait == null ? longer(left, Duration.ZERO) : wait);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** How long to wait because it failed; null if it did not. */
    private @Nullable Duration attempt(PullFeed feed, Puller puller, Pause pause) throws InterruptedException {
        try {
            puller.round();
            pause.worked();
            meters.reached(feed.id());
            troubles.recovered(feed.id(), Troubles.Part.SOURCE);
            troubles.recovered(feed.id(), Troubles.Part.DELIVERY);
            return null;
        } catch (FetchFailed e) {
            return failed(feed, Troubles.Part.SOURCE, e.getMessage(), pause.failed(e.retryAfter()));
        } catch (IOException | UncheckedIOException e) {
            return failed(feed, Troubles.Part.SOURCE, why(feed, e), pause.failed(null));
        } catch (KafkaAway | RegistryAway | PositionMoved e) {
            return failed(feed, Troubles.Part.DELIVERY, e.getMessage(), pause.failed(null));
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            // a bug: it must not take the other feeds along
            return failed(feed, Troubles.Part.DELIVERY, e.toString(), pause.failed(null));
        }
    }

    /** Messages of the client name neither place nor, in part, reason. */
    private static String why(PullFeed feed, Exception e) {
        return "%s: %s".formatted(Address.shown(feed.url()), Explanation.of(e));
    }

    private Duration failed(PullFeed feed, Troubles.Part part, @Nullable String why, Duration pause) {
        meters.failed(feed.id());
        if (part == Troubles.Part.SOURCE) {
            // its position could be read: what failed before on the way to Kafka is over, and would be told again
            troubles.recovered(feed.id(), Troubles.Part.DELIVERY);
        }
        troubles.failed(feed.id(), part, String.valueOf(why));
        return pause;
    }

    /** Stops; what is not committed is fetched again. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(GOODBYE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
