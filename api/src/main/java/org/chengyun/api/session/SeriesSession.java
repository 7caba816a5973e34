package org.chengyun.api.session;

import java.time.Instant;
import java.util.List;
import org.chengyun.api.window.Moments;
import org.jspecify.annotations.Nullable;

/**
 * A session of one series as stored.
 *
 * @param start event time of the first observation
 * @param last event time of the last observation
 * @param dimensions values in the order of the metric's dimensions; null = the observations had none
 * @param late how many of the observations came after the watermark had passed them
 * @param revision how often it, or what went into it, changed after it was final
 * @param cut the last that changed it
 */
record SeriesSession(
        Instant start,
        Instant last,
        List<@Nullable String> dimensions,
        Moments moments,
        long late,
        int revision,
        long cut) {}
