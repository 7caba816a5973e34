package org.chengyun.datasets.simulator.outlet;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish to stop. Thread-safe. */
public final class Stop {
    private final CountDownLatch requested = new CountDownLatch(1);

    public void request() {
        requested.countDown();
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits, at most until the request; answers whether it came. */
    public boolean within(long millis) {
        try {
            return requested.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts our threads; whoever does wants them to end.
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
