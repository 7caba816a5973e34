package org.chengyun.ingest.inbox;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Feeds that fail at the moment, and why. A change is logged, a repetition is not. Thread-safe. */
public final class Troubles {
    private static final Logger LOG = Logger.getLogger(Troubles.class);

    private final Map<String, Map<Part, String>> byFeed = new TreeMap<>();

    /** Which side of a feed fails. */
    public enum Part {
        /** What comes in: a port, a broker. */
        SOURCE,
        /** What goes to Kafka. */
        DELIVERY
    }

    /** Takes note of a failure that is tried again. */
    public void failed(String feed, Part part, Throwable failure) {
        failed(feed, part, failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }

    public synchronized void failed(String feed, Part part, String why) {
        var known = byFeed.computeIfAbsent(feed, id -> new EnumMap<>(Part.class));
        if (!why.equals(known.put(part, why))) {
            LOG.warnf("feed %s fails and is tried again: %s", feed, why);
        }
    }

    public synchronized void recovered(String feed, Part part) {
        var known = byFeed.get(feed);
        if (known != null && known.remove(part) != null) {
            LOG.infof("feed %s works again", feed);
        }
    }

    /** The reasons by feed, for people. */
    public synchronized Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        byFeed.forEach((feed, known) -> {
            if (!known.isEmpty()) {
                all.put(feed, String.join("; ", known.values()));
            }
        });
        return all;
    }
}
