package org.chengyun.ingest.tail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.chengyun.ingest.failure.Explanation;
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
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(3);
    private static final Duration REST = Duration.ofMinutes(10);

    private final List<TailFeed> feeds;
    private final Intake intake;
    private final Outbox outbox;
    private final IngestMeters meters;
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    /** Logs of patterns that nobody wrote to for long, and how they looked: they need no thread. */
    private final Map<String, Look> resting = new ConcurrentHashMap<>();

    private final Duration rest;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean stopped;

    public Tails(Feeds feeds, Intake intake, Outbox outbox, IngestMeters meters) {
        this(feeds, intake, outbox, meters, REST);
    }

    /** @param rest after so long without a new line, a log of a pattern is looked at only now and then */
    Tails(Feeds feeds, Intake intake, Outbox outbox, IngestMeters meters, Duration rest) {
        this.rest = rest;
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

    /** How many logs of patterns need no thread at the moment. */
    int resting() {
        return resting.size();
    }

    /** Feeds that fail at the moment, with the reason. */
    public Map<String, String> troubles() {
        return new TreeMap<>(troubles);
    }

    private void lookForLogs(TailFeed feed) {
        var logs = new Logs(feed, outbox);
        while (!stopped) {
            try {
                List<Path> found = logs.find();
                forgetAllBut(feed, found);
                for (Path log : found) {
                    if (!Look.at(log).equals(resting.get(name(feed, log)))) {
                        resting.remove(name(feed, log));
                        spawn(name(feed, log), () -> follow(feed, log));
                    }
                }
                recovered(feed);
                pause(LOOK_FOR_LOGS);
            } catch (KafkaAway | IOException e) {
                failed(feed, e);
                pause(RETRY);
            }
        }
    }

    private void forgetAllBut(TailFeed feed, List<Path> logs) {
        Set<String> names = logs.stream().map(log -> name(feed, log)).collect(Collectors.toSet());
        resting.keySet().removeIf(name -> name.startsWith(feed.id() + " ") && !names.contains(name));
    }

    private static String name(TailFeed feed, Path log) {
        return feed.id() + " " + log;
    }

    /** True if the log was quiet for long, and still is. */
    private boolean rests(TailFeed feed, Path log, Follower follower, long quietSinceNanos) throws IOException {
        if (!feed.several() || System.nanoTime() - quietSinceNanos < rest.toNanos()) {
            return false;
        }
        Look look = Look.at(log);
        if (attempt(feed, follower) != Follower.Outcome.QUIET) {
            return false;
        }
        resting.put(name(feed, log), look);
        threads.remove(name(feed, log));
        return true;
    }

    private void follow(TailFeed feed, Path path) {
        Duration pause = IDLE;
        long quietSinceNanos = System.nanoTime();
        try (var follower = new Follower(feed, path, intake, outbox, meters)) {
            while (!stopped) {
                Follower.Outcome outcome = attempt(feed, follower);
                if (outcome == Follower.Outcome.QUIET) {
                    if (rests(feed, path, follower, quietSinceNanos)) {
                        return;
                    }
                    pause(IDLE);
                } else {
                    quietSinceNanos = System.nanoTime();
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
            LOG.debugf("feed %s: a file could not be looked at or closed: %s", feed.id(), e.getMessage());
            threads.remove(name(feed, path));
        }
    }

    /** Null if it failed. */
    private Follower.@Nullable Outcome attempt(TailFeed feed, Follower follower) {
        try {
            Follower.Outcome outcome = follower.step();
            if (outcome != Follower.Outcome.OPENED) {
                recovered(feed);
            }
            if (follower.isOpen()) {
                meters.reached(feed.id());
            }
            meters.behind(feed.id(), follower.name(), follower.behindBytes());
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
        String why = Explanation.of(e);
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
