package org.chengyun.engine.bench.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Several at once that push batches of readings, each the next one when its last is taken. */
final class Senders implements AutoCloseable {
    private static final double NS_PER_SECOND = 1e9;

    private final Readings readings;
    private final List<Sender> senders = new ArrayList<>();
    private final ExecutorService threads;
    private final double recordsPerSecond;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /** Hands over one batch. For one thread. */
    interface Sender {
        /** @return how many of its records were accepted */
        long send(long number, byte[] body) throws Exception;
    }

    /**
     * Senders of the given number.
     *
     * @param recordsPerSecond of all together; 0 for as fast as they are taken
     */
    Senders(Readings readings, int count, double recordsPerSecond, IntFunction<Sender> sender) {
        this.readings = readings;
        this.recordsPerSecond = recordsPerSecond;
        for (int i = 0; i < count; i++) {
            senders.add(sender.apply(i));
        }
        threads = Executors.newFixedThreadPool(count);
    }

    /** Records so far. */
    long sent() {
        return next.get() * readings.batch();
    }

    /** Bytes of all bodies so far. */
    long bytes() {
        return bytes.get();
    }

    /**
     * Pushes so many batches, and more until the time has come.
     *
     * @param untilNs in terms of {@link System#nanoTime}
     * @return records that were accepted
     */
    long send(long batches, long untilNs) throws InterruptedException, ExecutionException {
        var left = new AtomicLong(batches);
        var pace = new Pace(System.nanoTime(), next.get());
        List<Future<Long>> all = new ArrayList<>();
        for (Sender sender : senders) {
            all.add(threads.submit(() -> {
                long accepted = 0;
                while (left.getAndDecrement() > 0 || System.nanoTime() < untilNs) {
                    accepted += one(sender, pace);
                }
                return accepted;
            }));
        }
        long accepted = 0;
        for (Future<Long> each : all) {
            accepted += each.get();
        }
        return accepted;
    }

    private long one(Sender sender, Pace pace) throws Exception {
        long number = next.getAndIncrement();
        byte[] body = readings.batch(number);
        bytes.addAndGet(body.length);
        pace.await(number);
        return sender.send(number, body);
    }

    private final class Pace {
        private final long startNs;
        private final long first;

        Pace(long startNs, long first) {
            this.startNs = startNs;
            this.first = first;
        }

        void await(long number) {
            if (recordsPerSecond <= 0) {
                return;
            }
            long dueNs =
                    startNs + (long) ((number - first) * (double) readings.batch() / recordsPerSecond * NS_PER_SECOND);
            for (long wait = dueNs - System.nanoTime(); wait > 0; wait = dueNs - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
