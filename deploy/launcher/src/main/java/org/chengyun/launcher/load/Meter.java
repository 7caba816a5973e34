package org.chengyun.launcher.load;

import java.io.PrintStream;
import java.util.Locale;

/**
 * The progress line of one file: rewritten in a terminal, else printed now and then. Nothing for what takes less than
 * two seconds. Not thread-safe.
 */
final class Meter {
    private static final long FIRST_NS = 2_000_000_000L;
    private static final long TERMINAL_NS = 250_000_000L;
    private static final long PLAIN_NS = 10_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final long startNs = System.nanoTime();
    private long nextNs = startNs + FIRST_NS;
    private boolean lineOpen;

    Meter(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(String line) {
        long nowNs = System.nanoTime();
        if (nowNs < nextNs) {
            return;
        }
        nextNs = nowNs + (terminal ? TERMINAL_NS : PLAIN_NS);
        if (terminal) {
            out.print("\r\u001b[2K" + line);
            out.flush();
            lineOpen = true;
        } else {
            out.println(line);
        }
    }

    /** Prints a line that stays. */
    void say(String line) {
        clear();
        out.println(line);
    }

    void clear() {
        if (lineOpen) {
            out.print("\r\u001b[2K");
            lineOpen = false;
        }
    }

    /** A second has passed, at least: rates of shorter times say nothing. */
    long perSecond(long count) {
        return Math.round(count / Math.max(1, (System.nanoTime() - startNs) / 1e9));
    }

    static String bytes(long bytes) {
        return bytes < 10_000_000
                ? String.format(Locale.ROOT, "%,d kB", bytes / 1000)
                : String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
    }
}
