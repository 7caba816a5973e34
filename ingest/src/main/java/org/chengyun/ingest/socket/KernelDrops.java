package org.chengyun.ingest.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Datagrams that Linux threw away because the socket's buffer was full, from {@code /proc/net/udp}. Elsewhere always
 * none. Not thread-safe.
 */
final class KernelDrops {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final int LOCAL_ADDRESS = 1;
    private static final int DROPS = 12;

    private final String portSuffix;
    private long last;

    /** @param port local port of the socket, which was just opened */
    KernelDrops(int port) {
        this.portSuffix = ":" + HexFormat.of().toHexDigits((short) port).toUpperCase(Locale.ROOT);
    }

    long sinceLastLook() {
        long now = total();
        long more = Math.max(0, now - last);
        last = now;
        return more;
    }

    private long total() {
        long total = 0;
        for (Path table : TABLES) {
            try {
                total += Files.isReadable(table) ? inTable(Files.readAllLines(table)) : 0;
            } catch (IOException e) {
                // the kernel shows nothing: then nothing can be counted
                return last;
            }
        }
        return total;
    }

    private long inTable(List<String> lines) {
        return lines.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > DROPS && words[LOCAL_ADDRESS].endsWith(portSuffix))
                .mapToLong(words -> Long.parseLong(words[DROPS]))
                .sum();
    }
}
