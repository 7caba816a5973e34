package org.chengyun.engine.bench.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process of the same Java. */
record JavaProcess(long pid) {
    /** What is still in use there after a full collection, in bytes. */
    long heapAfterCollection() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        // counting the objects collects first; its last line is the sum: Total, objects, bytes
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        String last = answer.substring(answer.lastIndexOf('\n') + 1);
        if (process.waitFor() != 0 || !last.startsWith("Total")) {
            throw new IOException("jcmd %d does not tell its heap: %s".formatted(pid, last));
        }
        return Long.parseLong(last.split("\\s+", -1)[2]);
    }
}
