package org.chengyun.engine.bench.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a trial's own process measured, after its warm-up; its last line of output.
 *
 * @param records that it took, damaged ones included
 * @param bytes that it read
 * @param cpuSeconds of the working thread; 0 if several worked
 * @param heapBefore in use after a full collection when the warm-up was over, in bytes
 * @param heapAfter the same at the end
 * @param answers counts by what was counted
 */
record Result(
        long records,
        long bytes,
        double seconds,
        double cpuSeconds,
        long heapBefore,
        long heapAfter,
        Map<String, Long> answers) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Result {
        answers = Map.copyOf(answers);
    }

    /** The same with another answer. */
    Result with(String answer, long count) {
        Map<String, Long> more = new TreeMap<>(answers);
        more.put(answer, count);
        return new Result(records, bytes, seconds, cpuSeconds, heapBefore, heapAfter, more);
    }

    void print() throws JsonProcessingException {
        System.out.println(JSON.writeValueAsString(this));
    }

    static Result read(Path log) throws IOException {
        String last = Files.readAllLines(log).getLast();
        if (!last.startsWith("{")) {
            throw new IOException("the trial said nothing at its end; its log: " + log);
        }
        return JSON.readValue(last, Result.class);
    }

    static double threadCpuSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    /** What is still in use, in bytes. */
    static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
