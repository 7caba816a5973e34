package org.chengyun.datasets.simulator.outlet;

import java.io.IOException;

/** Where a feed's records go. Not thread-safe: the feed's thread owns it. */
public interface Outlet {
    /**
     * Hands a batch over and notes in the feed's state that it is done. A run that dies at any moment continues without
     * loss or repetition.
     *
     * @return false if the simulator is to stop and the batch was not accepted; it is the first one of the next run
     */
    boolean deliver(Batch batch) throws IOException;

    /** How it went, for people; "" if there is nothing to say. */
    String summary();
}
