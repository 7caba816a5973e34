package org.chengyun.engine.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine as a whole. */
public final class Machine {
    private static final double TICKS_PER_SECOND = 100;
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int STOLEN = 8;

    private Machine() {}

    /** Processor seconds that were spent since its start, by whomever; 0 where it does not tell. */
    public static double busySeconds() {
        try {
            String[] fields =
                    Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +", -1);
            long ticks = 0;
            // What follows is counted in the user's time already.
            for (int i = 1; i <= STOLEN; i++) {
                if (i != IDLE && i != WAITING) {
                    ticks += Long.parseLong(fields[i]);
                }
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
