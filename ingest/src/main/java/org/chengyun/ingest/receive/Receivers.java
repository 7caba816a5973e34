package org.chengyun.ingest.receive;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chengyun.ingest.feed.FeedDefinition;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.feed.FilesFeed;
import org.chengyun.ingest.feed.LinesFeed;
import org.chengyun.ingest.feed.MqttFeed;
import org.chengyun.ingest.feed.PullFeed;
import org.chengyun.ingest.feed.SyslogFeed;
import org.chengyun.ingest.feed.TailFeed;
import org.chengyun.ingest.feed.TopicFeed;
import org.chengyun.ingest.files.Folders;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.inbox.Delivery;
import org.chengyun.ingest.inbox.Inbox;
import org.chengyun.ingest.inbox.Limits;
import org.chengyun.ingest.inbox.Source;
import org.chengyun.ingest.inbox.Troubles;
import org.chengyun.ingest.intake.Intake;
import org.chengyun.ingest.load.Loads;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.mqtt.MqttSource;
import org.chengyun.ingest.outbox.Outbox;
import org.chengyun.ingest.syslog.SyslogSource;
import org.chengyun.ingest.tally.Level;
import org.chengyun.ingest.topic.TopicSource;

/** Takes what senders and brokers bring, each feed by itself: one that fails never stops another. Thread-safe. */
public final class Receivers implements AutoCloseable {
    private final String instance;
    private final Intake intake;
    private final Loads loads;
    private final Outbox outbox;
    private final IngestMeters meters;
    private final Troubles troubles = new Troubles();
    private final List<Receiver> receivers = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();

    private record Receiver(FeedDefinition feed, Inbox inbox, Source source, Delivery delivery) {}

    /** A source that commits by itself what it reads. */
    private record Reader(FeedDefinition feed, Source source) {}

    /** @param instance name of this process among several that take the same feeds; empty if it is the only one */
    public Receivers(Feeds feeds, String instance, Intake intake, Loads loads, Outbox outbox, IngestMeters meters) {
        this.instance = instance;
        this.intake = intake;
        this.loads = loads;
        this.outbox = outbox;
        this.meters = meters;
        feeds.all().forEach(this::add);
    }

    private void add(FeedDefinition feed) {
        var inbox = new Inbox(Inbox.ROOM_BYTES);
        switch (feed) {
            case TailFeed followed -> {}
            case PullFeed fetched -> {}
            case SyslogFeed syslog ->
                add(
                        feed,
                        inbox,
                        Limits.streaming(),
                        SyslogSource.of(syslog, zone(feed), InstantSource.system(), inbox, meters, troubles));
            case LinesFeed lines ->
                add(feed, inbox, Limits.streaming(), LinesSource.of(lines, inbox, meters, troubles));
            case FilesFeed files -> readers.add(new Reader(feed, new Folders(files, loads, outbox, meters, troubles)));
            case TopicFeed topic ->
                readers.add(new Reader(feed, new TopicSource(topic, instance, intake, outbox, meters, troubles)));
            case MqttFeed mqtt ->
                add(
                        feed,
                        inbox,
                        // the other half comes while this one is committed
                        Limits.window((mqtt.window() + 1) / 2),
                        new MqttSource(mqtt, instance, inbox, meters, troubles));
        }
    }

    private void add(FeedDefinition feed, Inbox inbox, Limits limits, Source source) {
        var delivery = new Delivery(feed, instance, inbox, limits, intake, outbox, meters, troubles);
        receivers.add(new Receiver(feed, inbox, source, delivery));
    }

    private ZoneId zone(FeedDefinition feed) {
        Decoders decoders = intake.decoders();
        return decoders.formats(feed.dataset())
                .find(feed.format())
                .map(format -> decoders.zone(format, feed.zone()))
                .orElseThrow(() ->
                        new IllegalArgumentException("feed %s has no format %s".formatted(feed.id(), feed.format())));
    }

    /** Begins to take data and returns at once. */
    public void start() {
        for (Receiver receiver : receivers) {
            FeedDefinition feed = receiver.feed;
            meters.declare(feed.dataset().id(), feed.id());
            meters.watch(Level.WAITING_BYTES, feed.id(), receiver.inbox, Inbox::waitingBytes);
            receiver.delivery.start();
            receiver.source.start();
        }
        for (Reader reader : readers) {
            meters.declare(reader.feed.dataset().id(), reader.feed.id());
            reader.source.start();
        }
    }

    /** How many feeds are configured. */
    public int size() {
        return receivers.size() + readers.size();
    }

    /** Feeds that fail at the moment, with the reason. */
    public Map<String, String> troubles() {
        return troubles.all();
    }

    /** Stops taking data, then commits what came, unless Kafka is away. */
    @Override
    public void close() {
        readers.forEach(reader -> reader.source.stop());
        receivers.forEach(receiver -> receiver.source.stop());
        receivers.forEach(receiver -> receiver.delivery.close());
        receivers.forEach(receiver -> receiver.source.close());
        readers.forEach(reader -> reader.source.close());
    }
}
