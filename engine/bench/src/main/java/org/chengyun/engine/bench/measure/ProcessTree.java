package org.chengyun.engine.bench.measure;

import java.io.IOException;
import java.util.stream.Stream;

/** A server's process and all that it started. */
public record ProcessTree(long pid) {
    /** Processor seconds of this process alone, without its children. */
    public static double ownCpuSeconds() {
        return ProcFile.cpu("self").map(ProcFile.Cpu::own).orElse(0.0);
    }

    /** Processor seconds of the whole tree since its start; processes that ended are in their parents' sums. */
    public double cpuSeconds() {
        return pids().flatMap(each -> ProcFile.cpu(Long.toString(each)).stream())
                .mapToDouble(cpu -> cpu.own() + cpu.children())
                .sum();
    }

    /**
     * Lets all of them, and what they will start, run on some processors only.
     *
     * @param processors as {@code taskset} takes them, such as {@code 0-1}
     * @throws IOException if it is refused; a process that has just ended is none
     */
    public void runOn(String processors) throws IOException, InterruptedException {
        for (long each : pids().toList()) {
            Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", processors, Long.toString(each))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (taskset.waitFor() != 0 && ProcessHandle.of(each).isPresent()) {
                throw new IOException("taskset cannot let process %d run on %s".formatted(each, processors));
            }
        }
    }

    private Stream<Long> pids() {
        return ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(ProcessHandle::pid);
    }
}
