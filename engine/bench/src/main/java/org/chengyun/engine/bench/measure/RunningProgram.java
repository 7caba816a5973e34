package org.chengyun.engine.bench.measure;

import java.util.concurrent.TimeUnit;

/** A program that runs until it is ended. */
public final class RunningProgram implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Process process;

    RunningProgram(Process process) {
        this.process = process;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public double cpuSeconds() {
        return new ProcessTree(process.pid()).cpuSeconds();
    }

    /** Peak resident memory so far. */
    public long peakBytes() {
        return ProcFile.peakBytes(Long.toString(process.pid()));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }
}
