package org.chengyun.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Children that a killed launcher left behind: found by their pid files and, for the moment between a start and the
 * writing of its pid file, by a mark in their command line.
 */
public final class Orphans {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Orphans() {}

    /**
     * Living children by name, in no order. Call only while holding the home's lock: then none of them has an owner.
     *
     * @param mark a string that stands in the command line of every child of this home and of no other process
     */
    public static Map<String, ProcessIdentity> find(Path pidFolder, String mark) throws IOException {
        Map<String, ProcessIdentity> found = new LinkedHashMap<>();
        for (Path file : pidFiles(pidFolder)) {
            ProcessIdentity.parse(Files.readString(file))
                    .filter(ProcessIdentity::isAlive)
                    .ifPresent(identity -> found.put(String.valueOf(file.getFileName()), identity));
        }
        ProcessHandle.allProcesses()
                .filter(handle -> handle.info().commandLine().orElse("").contains(mark))
                .flatMap(handle -> ProcessIdentity.of(handle.pid()).stream())
                .filter(identity -> identity.pid() != ProcessHandle.current().pid() && !found.containsValue(identity))
                .forEach(identity -> found.put("process " + identity.pid(), identity));
        return found;
    }

    /** Ends one of them: in order first, then by force. */
    public static void stop(String name, ProcessIdentity orphan) {
        // INT is the fast shutdown of PostgreSQL and an orderly one for the Java servers, too.
        Signals.send(orphan, name.equals("database") ? Signals.Signal.INT : Signals.Signal.TERM);
        if (!waitUntilGone(orphan, PATIENCE)) {
            Signals.send(orphan, Signals.Signal.KILL);
            waitUntilGone(orphan, PATIENCE);
        }
    }

    public static void forget(Path pidFolder) throws IOException {
        for (Path file : pidFiles(pidFolder)) {
            Files.deleteIfExists(file);
        }
    }

    private static boolean waitUntilGone(ProcessIdentity process, Duration limit) {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > deadlineNs) {
                return false;
            }
            LockSupport.parkNanos(50_000_000);
        }
        return true;
    }

    private static List<Path> pidFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).toList());
        }
    }
}
