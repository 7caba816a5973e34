package org.chengyun.ingest.quarantine;

import org.chengyun.datasets.yaml.InvalidDefinitions;
import org.chengyun.ingest.feed.Feeds;
import org.chengyun.ingest.format.Decoders;

/** Formats, tables and feeds as their files say now, also if that is not what the running feeds began with. */
public record Configuration(Decoders decoders, Feeds feeds) {
    /** Where it comes from. */
    @FunctionalInterface
    public interface Source {
        /** @throws InvalidDefinitions with all faults at once */
        Configuration read();
    }
}
