package org.chengyun.api.database;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One measurement, as the engine would fold it. */
public record Observation(Instant at, List<@Nullable String> dimensions, double value, boolean late) {}
