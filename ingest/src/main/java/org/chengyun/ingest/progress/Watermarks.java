package org.chengyun.ingest.progress;

import java.util.OptionalLong;

/** Up to where the engine has closed the windows of each dataset. Thread-safe. */
@FunctionalInterface
public interface Watermarks {
    /** Where nobody knows. */
    Watermarks UNKNOWN = dataset -> OptionalLong.empty();

    /** Milliseconds since 1970, as of a few seconds ago; empty if nothing is closed yet, or not known. */
    OptionalLong ofMs(String dataset);
}
