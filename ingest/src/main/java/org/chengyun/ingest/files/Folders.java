package org.chengyun.ingest.files;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.chengyun.ingest.decode.RegistryAway;
import org.chengyun.ingest.failure.Explanation;
import org.chengyun.ingest.feed.FilesFeed;
import org.chengyun.ingest.inbox.Source;
import org.chengyun.ingest.inbox.Troubles;
import org.chengyun.ingest.load.Loads;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.outbox.KafkaAway;
import org.chengyun.ingest.outbox.Outbox;
import org.jboss.logging.Logger;

/** Takes the files of a feed as they appear. Thread-safe. */
public final class Folders implements Source {
    private static final Logger LOG = Logger.getLogger(Folders.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(3);

    private final FilesFeed feed;
    private final IngestMeters meters;
    private final Troubles troubles;
    private final FolderWatch watch;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);

    public Folders(FilesFeed feed, Loads loads, Outbox outbox, IngestMeters meters, Troubles troubles) {
        this.feed = feed;
        this.meters = meters;
        this.troubles = troubles;
        this.watch = new FolderWatch(feed, loads, outbox, this::stopped);
        this.thread = Thread.ofVirtual().name("files-" + feed.id()).unstarted(this::run);
    }

    private boolean stopped() {
        return stop.getCount() == 0;
    }

    @Override
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = step() ? BETWEEN_LOOKS : AFTER_FAILURE;
            }
        } catch (InterruptedException e) {
            LOG.debugf("feed %s: stopped", feed.id());
        }
    }

    private boolean step() {
        try {
            String trouble = watch.step();
            meters.reached(feed.id());
            troubles.recovered(feed.id(), Troubles.Part.DELIVERY);
            if (trouble.isEmpty()) {
                troubles.recovered(feed.id(), Troubles.Part.SOURCE);
            } else {
                troubles.failed(feed.id(), Troubles.Part.SOURCE, trouble);
            }
            return true;
        } catch (KafkaAway | RegistryAway e) {
            troubles.failed(feed.id(), Troubles.Part.DELIVERY, e);
        } catch (IOException e) {
            troubles.failed(feed.id(), Troubles.Part.SOURCE, Explanation.of(e));
        } catch (RuntimeException e) {
            // a bug: it must not take the other feeds along
            troubles.failed(feed.id(), Troubles.Part.DELIVERY, e);
        }
        meters.failed(feed.id());
        return false;
    }

    @Override
    public void stop() {
        stop.countDown();
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
