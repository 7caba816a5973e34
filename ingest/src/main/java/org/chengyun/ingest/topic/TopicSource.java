package org.chengyun.ingest.topic;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.chengyun.ingest.feed.TopicFeed;
import org.chengyun.ingest.inbox.Source;
import org.chengyun.ingest.inbox.Troubles;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.tally.Level;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic of raw records, again and again whatever fails: each time where the positions in our Kafka stand.
 * Thread-safe.
 */
public final class TopicSource implements Source {
    private static final Logger LOG = Logger.getLogger(TopicSource.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(3);

    private final TopicFeed feed;
    private final String instance;
    private final Intake intake;
    private final Outbox outbox;
    private final IngestMeters meters;
    private final Troubles troubles;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable TopicReader open;
    private volatile long behindRecords;

    /** @param instance name of this process among several that take the same feed; empty if it is the only one */
    public TopicSource(
            TopicFeed feed, String instance, Intake intake, Outbox outbox, IngestMeters meters, Troubles troubles) {
        this.feed = feed;
        this.instance = instance;
        this.intake = intake;
        this.outbox = outbox;
        this.meters = meters;
        this.troubles = troubles;
        this.thread = Thread.ofVirtual().name("topic-" + feed.id()).unstarted(this::run);
    }

    @Override
    public void start() {
        meters.dropped(feed.id(), IngestMeters.Where.RETENTION, 0);
        meters.watch(Level.BEHIND_RECORDS, feed.id(), this, source -> source.behindRecords);
        thread.start();
    }

    private boolean stopped() {
        return stop.getCount() == 0;
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!stopped()) {
                pause = read() ? FIRST_PAUSE : pause;
                if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                Duration longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debugf("feed %s: stopped", feed.id());
        }
    }

    /** Reads until something fails; true if it worked before. */
    private boolean read() {
        boolean worked = false;
        try {
            // without our own positions nothing can be read
            outbox.positions("topic:" + feed.id());
            try (var reader = new TopicReader(feed, instance, intake, outbox, meters)) {
                open = reader;
                reader.subscribe();
                while (!stopped()) {
                    reader.step();
                    behindRecords = reader.behindRecords();
                    meters.reached(feed.id());
                    worked = worked || reader.hasPartitions();
                    troubles.recovered(feed.id(), Troubles.Part.SOURCE);
                    if (reader.delivers()) {
                        troubles.recovered(feed.id(), Troubles.Part.DELIVERY);
                    }
                }
            } finally {
                open = null;
            }
        } catch (KafkaAway e) {
            failed(Troubles.Part.DELIVERY, e);
        } catch (WakeupException | InterruptException e) {
            LOG.debugf("feed %s: stopped", feed.id());
        } catch (IOException e) {
            failed(Troubles.Part.SOURCE, e);
        } catch (RuntimeException e) {
            // the other cluster, a feed in trouble, or a bug: it must not take the others along, and it is tried again
            failed(Troubles.Part.SOURCE, e);
        }
        return worked;
    }

    private void failed(Troubles.Part part, Exception e) {
        if (!stopped()) {
            meters.failed(feed.id());
            if (part == Troubles.Part.SOURCE) {
                // our own positions could be read: what failed before on the way to Kafka is over
                troubles.recovered(feed.id(), Troubles.Part.DELIVERY);
            }
            troubles.failed(feed.id(), part, why(part, e));
        }
    }

    private String why(Troubles.Part part, Exception e) {
        return part == Troubles.Part.DELIVERY
                ? "topic %s: %s".formatted(feed.topic(), e.getMessage())
                : Failure.told(feed, TopicReader.servers(feed, outbox), e);
    }

    @Override
    public void stop() {
        stop.countDown();
        TopicReader reader = open;
        if (reader != null) {
            reader.wakeup();
        }
    }

    /** Lets the last commit happen, unless Kafka is away. */
    @Override
    public void close() {
        try {
            if (!thread.join(LAST_COMMIT)) {
                thread.interrupt();
                thread.join(LAST_COMMIT);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
