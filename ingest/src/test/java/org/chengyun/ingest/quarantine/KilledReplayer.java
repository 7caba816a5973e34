package org.chengyun.ingest.quarantine;

import java.nio.file.Path;

/** A process that carries out replays, to be killed by a test. Arguments: bootstrap servers, database, folder. */
final class KilledReplayer {
    private KilledReplayer() {}

    public static void main(String[] args) throws InterruptedException {
        new Rig(args[0], args[1], args[2], args[3], Path.of(args[4])).startReplays();
        Thread.sleep(Long.MAX_VALUE);
    }
}
