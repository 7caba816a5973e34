package org.chengyun.launcher.run;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.chengyun.launcher.software.Progress;

/** What the starting script knows of the terminal. */
public final class Terminal {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private Terminal() {}

    /** Whether lines may be rewritten; Java 21 cannot tell by itself. */
    public static boolean isTerminal() {
        return "1".equals(System.getenv("CHENGYUN_TERMINAL"));
    }

    /** Lines with the time of day before them. */
    public static Progress progress(PrintStream out) {
        return line -> out.println(
                TIME.format(LocalTime.now(ZoneId.systemDefault())) + "  " + line.replace("\n", "\n          "));
    }
}
