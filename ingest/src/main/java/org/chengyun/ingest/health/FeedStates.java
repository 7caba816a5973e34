package org.chengyun.ingest.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chengyun.ingest.feed.FeedDefinition;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.feed.FilesFeed;
import org.chengyun.ingest.feed.LinesFeed;
import org.chengyun.ingest.feed.MqttFeed;
import org.chengyun.ingest.feed.PullFeed;
import org.chengyun.ingest.feed.SyslogFeed;
import org.chengyun.ingest.feed.TailFeed;
import org.chengyun.ingest.feed.TopicFeed;
import org.chengyun.ingest.tally.FeedTally;
import org.chengyun.ingest.tally.Level;
import org.chengyun.ingest.tally.Tallies;
import org.jspecify.annotations.Nullable;

/** Gathers what is known of all feeds of this process. Thread-safe. */
public final class FeedStates {
    private final Map<String, FeedDefinition> configured;
    private final Tallies tallies;
    private final Supplier<Map<String, String>> troubles;
    private final Supplier<String> kafkaTrouble;

    /**
     * @param troubles why feeds fail, by feed
     * @param kafkaTrouble why none can be delivered; empty if they can
     */
    public FeedStates(
            Feeds feeds, Tallies tallies, Supplier<Map<String, String>> troubles, Supplier<String> kafkaTrouble) {
        this.configured = feeds.all().stream().collect(Collectors.toMap(FeedDefinition::id, feed -> feed));
        this.tallies = tallies;
        this.troubles = troubles;
        this.kafkaTrouble = kafkaTrouble;
    }

    /** All feeds that are configured, and what was pushed and loaded since the start. */
    List<FeedState> now() {
        Map<String, String> failing = troubles.get();
        String none = kafkaTrouble.get();
        List<FeedState> states = new ArrayList<>();
        tallies.all().forEach((key, tally) -> {
            FeedDefinition definition = configured.get(key.feed());
            String trouble = definition == null ? "" : failing.getOrDefault(key.feed(), none);
            states.add(state(key, definition, tally, trouble));
        });
        return states;
    }

    private FeedState state(Tallies.Key key, @Nullable FeedDefinition definition, FeedTally tally, String trouble) {
        String feed = key.feed();
        return new FeedState(
                feed,
                key.dataset(),
                definition == null ? feed : transport(definition),
                definition == null ? "" : definition.format(),
                definition instanceof PullFeed pull
                        ? OptionalLong.of(pull.every().toSeconds())
                        : OptionalLong.empty(),
                trouble,
                tally.moments(),
                tallies.level(feed, Level.CONNECTIONS),
                tallies.level(feed, Level.WAITING_BYTES),
                definition instanceof TailFeed ? OptionalLong.of(tally.behindBytes()) : OptionalLong.empty(),
                tallies.level(feed, Level.BEHIND_RECORDS),
                tally.unwritten());
    }

    /** These minutes are in the database as they were. */
    void written(List<FeedState> states) {
        for (FeedState state : states) {
            tallies.of(new Tallies.Key(state.feed(), state.dataset())).written(state.unwritten());
        }
    }

    private static String transport(FeedDefinition definition) {
        return switch (definition) {
            case TailFeed tail -> "tail";
            case FilesFeed files -> "files";
            case SyslogFeed syslog -> "syslog";
            case LinesFeed lines -> "lines";
            case MqttFeed mqtt -> "mqtt";
            case TopicFeed topic -> "kafka";
            case PullFeed pull -> "pull";
        };
    }
}
