package org.chengyun.ingest.outbox;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A transaction that a person has to end.
 *
 * @param why we cannot, for people
 */
record Undecided(OpenTransaction open, String why) {
    private static final String ADVICE =
            "Until it ends, nobody can read past it. See 'A transaction that does not end' in docs/install.md";

    static Undecided forgotten(OpenTransaction open, String why) {
        return new Undecided(open, "Kafka no longer knows whether this was committed (" + why + ")");
    }

    static Undecided forbidden(BrokerRequests.Marker marker) {
        return new Undecided(
                marker.open(),
                "Kafka lost that this ended by %s, and our account lacks the permission ClusterAction to write it again"
                        .formatted(marker.ending().result()));
    }

    /** For people; empty if there is none. One transaction of many partitions is one sentence. */
    static String message(Collection<Undecided> all) {
        return all.stream()
                .sorted((one, other) -> one.place().compareTo(other.place()))
                .collect(Collectors.groupingBy(
                        one -> "%s, producer %d, epoch %d".formatted(one.why, one.open.producerId(), one.open.epoch()),
                        Collectors.mapping(Undecided::place, Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(entry -> "%s: %s. %s".formatted(entry.getKey(), entry.getValue(), ADVICE))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private String place() {
        return "%s from offset %d on".formatted(open.partition(), open.startOffset());
    }
}
