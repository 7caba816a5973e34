package org.chengyun.ingest.tail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.feed.TailFeed;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.outbox.PositionMoved;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Follows every configured log, each in a thread of its own: one that fails never stops another. Thread-safe. */
public final class Tails implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Tails.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration LOOK_FOR_LOGS = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(3);
    private static final int DEPTH = 8;

    private final List<TailFeed> feeds;
    private final Intake intake;
    private final Outbox outbox;
    private final IngestMeters meters;
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean stopped;

    public Tails(Feeds feeds, Intake intake, Outbox outbox, IngestMeters meters) {
        this.feeds = feeds.over(TailFeed.class);
        this.intake = intake;
        this.outbox = outbox;
        this.meters = meters;
    }

    /** Begins to follow and returns at once. */
    public void start() {
        for (TailFeed feed : feeds) {
            meters.declare(feed.dataset().id(), feed.id());
            if (feed.several()) {
                spawn(feed.id(), () -> lookForLogs(feed));
            } else {
                spawn(feed.id(), () -> follow(feed, feed.folder().resolve(feed.pattern())));
            }
        }
    }

    private void spawn(String name, Runnable work) {
        threads.computeIfAbsent(
                name, id -> Thread.ofVirtual().name("tail-" + id).start(work));
    }

    /** How many feeds are configured. */
    public int size() {
        return feeds.size();
    }

    /** Feeds that fail at the moment, with the reason. */
    public Map<String, String> troubles() {
        return new TreeMap<>(troubles);
    }

    private void lookForLogs(TailFeed feed) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + feed.folder() + "/" + feed.pattern());
        while (!stopped) {
            try (Stream<Path> files = Files.walk(feed.folder(), DEPTH)) {
                files.filter(matcher::matches)
                        .filter(Files::isRegularFile)
                        .forEach(path -> spawn(feed.id() + " " + path, () -> follow(feed, path)));
                recovered(feed);
            } catch (NoSuchFileException e) {
                recovered(feed);
            } catch (IOException | UncheckedIOException e) {
                failed(feed, e);
            }
            pause(LOOK_FOR_LOGS);
        }
    }

    private void follow(TailFeed feed, Path path) {
        Duration pause = IDLE;
        try (var follower = new Follower(feed, path, intake, outbox, meters)) {
            while (!stopped) {
                Follower.Outcome outcome = attempt(feed, follower);
                if (outcome == Follower.Outcome.QUIET) {
                    pause(IDLE);
                }
                if (outcome != null && outcome != Follower.Outcome.OPENED) {
                    pause = IDLE;
                } else if (outcome == null) {
                    pause(pause);
                    Duration longer = pause.multipliedBy(2);
                    pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
                }
            }
        } catch (IOException e) {
            LOG.debugf("feed %s: a file could not be closed: %s", feed.id(), e.getMessage());
        }
    }

    /** Null if it failed. */
    private Follower.@Nullable Outcome attempt(TailFeed feed, Follower follower) {
        try {
            Follower.Outcome outcome = follower.step();
            if (outcome != Follower.Outcome.OPENED) {
                recovered(feed);
            }
            return outcome;
        } catch (KafkaAway e) {
            // reported once for all by the outbox
            troubles.put(feed.id(), String.valueOf(e.getMessage()));
            meters.failed(feed.id());
        } catch (IOException | PositionMoved e) {
            failed(feed, e);
        } catch (RuntimeException e) {
            // a feed in trouble, or a bug: it must not take the others along, and it is tried again
            failed(feed, e);
        }
        forget(feed, follower);
        return null;
    }

    private static void forget(TailFeed feed, Follower follower) {
        try {
            follower.close();
        } catch (IOException e) {
            LOG.debugf("feed %s: a file could not be closed: %s", feed.id(), e.getMessage());
        }
    }

    private void failed(TailFeed feed, Exception e) {
        String why = e.getMessage() == null ? e.toString() : e.getMessage();
        meters.failed(feed.id());
        if (!why.equals(troubles.put(feed.id(), why)) && !stopped) {
            LOG.warnf("feed %s fails and is tried again: %s", feed.id(), why);
        }
    }

    private void recovered(TailFeed feed) {
        if (troubles.remove(feed.id()) != null) {
            LOG.infof("feed %s works again", feed.id());
        }
    }

    private void pause(Duration pause) {
        try {
            if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                stopped = true;
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    /** Stops following; what is not committed is read again at the next start. */
    @Override
    public void close() {
        stopped = true;
        stop.countDown();
        for (Thread thread : threads.values()) {
            try {
                if (!thread.join(LAST_COMMIT)) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
