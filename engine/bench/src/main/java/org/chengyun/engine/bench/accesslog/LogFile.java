package org.chengyun.engine.bench.accesslog;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a log as a file, once: it stays for the next time. */
public final class LogFile {
    private static final int BUFFER_BYTES = 1 << 20;

    private LogFile() {}

    /** @param folder where the file is, or is made */
    public static Path of(Path folder, long seed, long lines) throws IOException {
        Path file = Files.createDirectories(folder).resolve("combined-%d-seed%d.log".formatted(lines, seed));
        if (!Files.exists(file)) {
            Path making = folder.resolve(file.getFileName() + ".new");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(making), BUFFER_BYTES)) {
                write(new PortalLog(seed, lines), lines, out);
            }
            Files.move(making, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private static void write(PortalLog log, long lines, OutputStream out) throws IOException {
        for (long i = 0; i < lines; i++) {
            Line line = log.line(i);
            out.write(line.bytes(), 0, line.length());
        }
    }
}
