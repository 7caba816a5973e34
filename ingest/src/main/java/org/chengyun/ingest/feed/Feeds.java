package org.chengyun.ingest.feed;

import java.nio.file.Path;
import java.util.List;
import org.chengyun.datasets.yaml.InvalidDefinitions;
import org.chengyun.ingest.format.Decoders;

/** The feeds of an installation. Immutable. */
public record Feeds(List<FeedDefinition> all) {
    public Feeds {
        all = List.copyOf(all);
    }

    /**
     * The feeds of a file; none if there is no file.
     *
     * @throws InvalidDefinitions with all faults at once
     */
    public static Feeds read(Path file, Decoders decoders) {
        return new Feeds(FeedsFile.read(file, decoders));
    }

    /** Those over one transport. */
    public <T extends FeedDefinition> List<T> over(Class<T> transport) {
        return all.stream().filter(transport::isInstance).map(transport::cast).toList();
    }
}
