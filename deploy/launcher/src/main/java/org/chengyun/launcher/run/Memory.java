package org.chengyun.launcher.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How much memory a process and its children take, on Linux. */
final class Memory {
    private Memory() {}

    /** Resident memory of the process and its children, each shared page counted once; 0 where it cannot be read. */
    static long residentWithChildrenKb(long pid) {
        return ProcessHandle.of(pid)
                .map(handle -> Stream.concat(Stream.of(handle), handle.descendants())
                        .mapToLong(child -> residentKb(child.pid()))
                        .sum())
                .orElse(0L);
    }

    /** The same of the process alone: its proportional set size. */
    static long residentKb(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        long proportional = field(process.resolve("smaps_rollup"), "Pss:");
        return proportional > 0 ? proportional : field(process.resolve("status"), "VmRSS:");
    }

    private static long field(Path file, String name) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException hidden) {
            return 0;
        }
    }
}
