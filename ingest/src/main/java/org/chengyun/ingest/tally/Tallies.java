package org.chengyun.ingest.tally;

import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** The tallies of all feeds of this process. Thread-safe. */
public final class Tallies {
    private final InstantSource clock;
    private final Map<Key, FeedTally> tallies = new ConcurrentHashMap<>();
    private final Map<String, FeedTally> declared = new ConcurrentHashMap<>();
    private final Map<String, Map<Level, DoubleSupplier>> levels = new ConcurrentHashMap<>();

    public Tallies(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Whose tally it is. A feed that is configured has one dataset; what is pushed or loaded may be of any.
     *
     * @param feed its id; or {@code push}, {@code load}
     */
    public record Key(String feed, String dataset) {}

    /** The tally of a feed; a new one if nothing came of it yet. */
    public FeedTally of(Key key) {
        return tallies.computeIfAbsent(key, one -> new FeedTally());
    }

    /** A feed that is configured. */
    public void declare(String dataset, String feed) {
        declared.put(feed, of(new Key(feed, dataset)));
    }

    public void committed(String dataset, String feed, Counts counts) {
        of(new Key(feed, dataset)).committed(clock.millis(), counts);
    }

    public void repeated(String dataset, String feed, long records) {
        of(new Key(feed, dataset)).happened(clock.millis(), Event.REPEATED, records);
    }

    /** Of a feed that was declared; of another one nothing is kept. */
    public void happened(String feed, Event event, long n) {
        FeedTally tally = declared.get(feed);
        if (tally != null) {
            tally.happened(clock.millis(), event, n);
        }
    }

    /** The source of a feed was asked and answered, whether it had anything new or not. */
    public void reached(String feed) {
        FeedTally tally = declared.get(feed);
        if (tally != null) {
            tally.reached(clock.millis());
        }
    }

    /** What is left to be read of one of a feed's files. */
    public void behind(String feed, String file, long bytes) {
        FeedTally tally = declared.get(feed);
        if (tally != null) {
            tally.behind(file, bytes);
        }
    }

    /** Lets a level of a feed be asked for. */
    public void watch(Level level, String feed, DoubleSupplier value) {
        levels.computeIfAbsent(feed, id -> new ConcurrentHashMap<>()).put(level, value);
    }

    /** A level of a feed as it is now; empty if the feed is not of that kind. */
    public OptionalLong level(String feed, Level level) {
        DoubleSupplier watched = levels.getOrDefault(feed, Map.of()).get(level);
        return watched == null ? OptionalLong.empty() : OptionalLong.of((long) watched.getAsDouble());
    }

    /** All there are at the moment. */
    public Map<Key, FeedTally> all() {
        return Map.copyOf(tallies);
    }
}
