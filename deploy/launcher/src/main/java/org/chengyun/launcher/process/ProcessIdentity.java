package org.chengyun.launcher.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that cannot be mistaken for a later one with the same number: its pid and its birth.
 *
 * <p>Immutable. Birth on Linux is the boot id and the start in clock ticks since boot, which no change of the wall clock
 * moves; elsewhere the start time in milliseconds.
 *
 * @param birth opaque; equal for the same process only
 */
public record ProcessIdentity(long pid, String birth) {
    private static final Path PROC = Path.of("/proc");

    /** The identity of a running process; empty if there is none, or only its remains (a zombie). */
    public static Optional<ProcessIdentity> of(long pid) {
        return birthOf(pid).map(birth -> new ProcessIdentity(pid, birth));
    }

    public static ProcessIdentity current() {
        long pid = ProcessHandle.current().pid();
        return of(pid).orElseThrow(
                        () -> new IllegalStateException("this process (" + pid + ") is not visible to itself"));
    }

    /** Whether this very process still runs. A zombie does not: nobody may be left to reap it. */
    public boolean isAlive() {
        return of(pid).map(this::equals).orElse(false);
    }

    /** The inverse of {@link #toString}; empty for anything else. */
    public static Optional<ProcessIdentity> parse(String text) {
        String[] words = text.strip().split(" ", 2);
        if (words.length != 2 || !words[0].matches("[1-9][0-9]{0,17}")) {
            return Optional.empty();
        }
        return Optional.of(new ProcessIdentity(Long.parseLong(words[0]), words[1]));
    }

    @Override
    public String toString() {
        return pid + " " + birth;
    }

    private static Optional<String> birthOf(long pid) {
        if (Files.isDirectory(PROC.resolve("self"))) {
            return linuxBirth(pid);
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(handle -> handle.info()
                        .startInstant()
                        .map(Instant::toEpochMilli)
                        .map(Object::toString)
                        .orElse("unknown"));
    }

    private static Optional<String> linuxBirth(long pid) {
        String stat = read(PROC.resolve(Long.toString(pid)).resolve("stat"));
        if (stat == null) {
            return Optional.empty();
        }
        // The second field is the program's name in brackets and may hold blanks and brackets itself.
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        String state = afterName[0];
        if (state.equals("Z") || state.equals("X")) {
            return Optional.empty();
        }
        String boot = read(PROC.resolve("sys/kernel/random/boot_id"));
        return Optional.of((boot == null ? "" : boot.strip()) + ":" + afterName[19]);
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return null;
        }
    }
}
