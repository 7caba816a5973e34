package org.chengyun.engine.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What Linux tells of a process in {@code /proc}. */
final class ProcFile {
    /** Fixed at 100 per second on all usual kernels, whatever their own tick is. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;

    private ProcFile() {}

    /** Own processor seconds and those of children that ended and were waited for. */
    record Cpu(double own, double children) {}

    static Optional<Cpu> cpu(String pid) {
        return read(pid, "stat").map(stat -> {
            // The second field is the program's name in brackets and may hold anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new Cpu(
                    (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) / TICKS_PER_SECOND,
                    (Long.parseLong(fields[UTIME + 2]) + Long.parseLong(fields[UTIME + 3])) / TICKS_PER_SECOND);
        });
    }

    /** Peak resident memory so far, in bytes; 0 if the process is gone. */
    static long peakBytes(String pid) {
        return read(pid, "status")
                .flatMap(status -> status.lines()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                        .findFirst())
                .orElse(0L);
    }

    private static Optional<String> read(String pid, String file) {
        try {
            return Optional.of(Files.readString(Path.of("/proc", pid, file)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
