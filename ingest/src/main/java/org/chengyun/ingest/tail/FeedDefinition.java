package org.chengyun.ingest.tail;

import java.nio.file.Path;
import java.time.ZoneId;
import org.chengyun.datasets.catalogue.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * A feed that an operator set up. Immutable.
 *
 * @param id names it in positions, quarantine and meters
 * @param format one of the dataset's
 * @param zone of times without an offset; null for the format's
 * @param folder where the log is, or below which the logs are
 * @param pattern the log's name; of several logs their paths below the folder, with * and ?
 * @param several true if the pattern stands for several logs
 */
record FeedDefinition(
        String id,
        Dataset dataset,
        String format,
        @Nullable ZoneId zone,
        Path folder,
        String pattern,
        boolean several) {}
