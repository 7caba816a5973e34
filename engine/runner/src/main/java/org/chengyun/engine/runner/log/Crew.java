package org.chengyun.engine.runner.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The thread that calls and some more, which do the same work side by side. One thread calls it. */
final class Crew implements AutoCloseable {
    private final int size;
    private final ExecutorService others;

    /** @param size with the thread that calls */
    Crew(String name, int size) {
        this.size = size;
        this.others = Executors.newFixedThreadPool(
                Math.max(1, size - 1),
                Thread.ofPlatform().name(name + "-", 1).daemon().factory());
    }

    int size() {
        return size;
    }

    /**
     * Lets each member do the work, told its number from 0, which is the caller's. Returns when all have ended, also if one
     * has failed: then with what it threw.
     */
    void run(IntConsumer work) {
        List<Future<?>> running = new ArrayList<>();
        for (int member = 1; member < size; member++) {
            int number = member;
            running.add(others.submit(() -> work.accept(number)));
        }
        RuntimeException failure = null;
        try {
            work.accept(0);
        } catch (RuntimeException e) {
            failure = e;
        }
        for (Future<?> one : running) {
            RuntimeException trouble = ending(one);
            failure = failure == null ? trouble : failure;
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Waits however long it takes: what the others use must not be touched before. */
    private static @Nullable RuntimeException ending(Future<?> one) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    one.get();
                    return null;
                } catch (InterruptedException e) {
                    isInterrupted = true;
                } catch (ExecutionException e) {
                    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        others.shutdown();
    }
}
