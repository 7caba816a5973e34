package org.chengyun.engine.bench.measure;

import java.util.stream.Stream;

/** A server's process and all that it started. */
public record ProcessTree(long pid) {
    /** Processor seconds of this process alone, without its children. */
    public static double ownCpuSeconds() {
        return ProcFile.cpu("self").map(ProcFile.Cpu::own).orElse(0.0);
    }

    /** Processor seconds of the whole tree since its start; processes that ended are in their parents' sums. */
    public double cpuSeconds() {
        Stream<Long> pids = ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(ProcessHandle::pid);
        return pids.flatMap(each -> ProcFile.cpu(Long.toString(each)).stream())
                .mapToDouble(cpu -> cpu.own() + cpu.children())
                .sum();
    }
}
