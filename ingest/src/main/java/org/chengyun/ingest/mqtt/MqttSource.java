package org.chengyun.ingest.mqtt;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.chengyun.ingest.feed.MqttFeed;
import org.chengyun.ingest.inbox.Inbox;
import org.chengyun.ingest.inbox.Piece;
import org.chengyun.ingest.inbox.Source;
import org.chengyun.ingest.inbox.Troubles;
import org.chengyun.ingest.meters.IngestMeters;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes to the topics of a feed in a session that the broker keeps. A message is acknowledged when Kafka has it:
 * what is not, the broker sends again to the next process that opens the session. When the inbox is full, nothing more is
 * taken and nothing acknowledged, and the broker waits. Thread-safe.
 */
public final class MqttSource implements Source {
    private static final Logger LOG = Logger.getLogger(MqttSource.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration SUBSCRIBE = Duration.ofSeconds(30);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final MqttFeed feed;
    private final String instance;
    private final Inbox inbox;
    private final IngestMeters meters;
    private final Troubles troubles;
    private final ExecutorService executor;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean subscribed;
    private volatile @Nullable Session session;

    /** @param instance name of this process among several that take the same feed; empty if it is the only one */
    public MqttSource(MqttFeed feed, String instance, Inbox inbox, IngestMeters meters, Troubles troubles) {
        this.feed = feed;
        this.instance = instance;
        this.inbox = inbox;
        this.meters = meters;
        this.troubles = troubles;
        this.executor = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("mqtt-" + feed.id()).factory());
        this.thread = Thread.ofVirtual().name("subscribe-" + feed.id()).unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    private boolean stopped() {
        return stop.getCount() == 0;
    }

    private void run() {
        try {
            while (!stopped() && !subscribe()) {
                meters.failed(feed.id());
                stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            LOG.debugf("feed %s: stopped before it was subscribed", feed.id());
        }
    }

    private boolean subscribe() throws InterruptedException {
        try {
            Session open = session;
            if (open == null) {
                open = open();
                session = open;
                open.connect().get();
            }
            open.subscribe().get(SUBSCRIBE.toSeconds(), TimeUnit.SECONDS);
            subscribed = true;
            meters.reached(feed.id());
            troubles.recovered(feed.id(), Troubles.Part.SOURCE);
            return true;
        } catch (ExecutionException | CompletionException e) {
            failed(Refusal.told(e));
        } catch (TimeoutException e) {
            failed("the broker does not answer the subscription: see its own log");
        } catch (IOException e) {
            failed(Refusal.told(e));
        }
        return false;
    }

    private Session open() throws IOException {
        Settings settings = Settings.of(feed, instance);
        return switch (feed.version()) {
            case V5 -> new Session5(settings, new Events(), executor);
            case V3_1_1 -> new Session3(settings, new Events(), executor);
        };
    }

    private void failed(String why) {
        troubles.failed(
                feed.id(), Troubles.Part.SOURCE, "MQTT broker %s:%d: %s".formatted(feed.host(), feed.port(), why));
    }

    private final class Events implements Session.Listener {
        @Override
        public void message(String topic, byte[] payload, Runnable acknowledge) {
            if (stopped()) {
                return;
            }
            try {
                inbox.put(new Piece.Records(payload, () -> "topic " + topic, acknowledge));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void connected() {
            LOG.infof("feed %s is connected to MQTT broker %s:%d", feed.id(), feed.host(), feed.port());
            if (subscribed) {
                troubles.recovered(feed.id(), Troubles.Part.SOURCE);
            }
        }

        @Override
        public void disconnected(String why) {
            if (!stopped()) {
                meters.failed(feed.id());
                failed(why);
            }
        }
    }

    @Override
    public void stop() {
        stop.countDown();
    }

    @Override
    public void close() {
        Session open = session;
        try {
            if (open != null) {
                open.disconnect().get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf("feed %s: no goodbye to the broker: %s", feed.id(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
        thread.interrupt();
    }
}
