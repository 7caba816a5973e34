package org.chengyun.ingest.feed;

import java.time.ZoneId;
import org.chengyun.datasets.catalogue.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * What comes over a feed, whatever its transport.
 *
 * @param id names it in positions, quarantine and meters
 * @param format one of the dataset's
 * @param zone of times without an offset; null for the format's
 * @param header the first line of a table whose messages bring rows only; empty if they bring their own or need none
 */
public record Feed(
        String id, Dataset dataset, String format, @Nullable ZoneId zone, String header) {}
