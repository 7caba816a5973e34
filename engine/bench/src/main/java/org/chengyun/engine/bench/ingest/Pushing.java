package org.chengyun.engine.bench.ingest;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.chengyun.ingest.push.Pushes;

/**
 * A process that takes batches of readings as JSON lines, several at a time, below HTTP and above Kafka. Arguments:
 * bootstrap servers, readings, readings in a batch, senders, least seconds.
 */
final class Pushing {
    private static final long START_MS = 1_795_000_000_000L;
    private static final int WARM_UP_BATCHES = 200;

    private final Pushes pushes;
    private final int batch;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    private Pushing(Pushes pushes, int batch) {
        this.pushes = pushes;
        this.batch = batch;
    }

    public static void main(String[] arguments) throws Exception {
        long readings = Long.parseLong(arguments[1]);
        int batch = Integer.parseInt(arguments[2]);
        int senders = Integer.parseInt(arguments[3]);
        long leastNs = Long.parseLong(arguments[4]) * 1_000_000_000L;
        try (var ingesting = new Ingesting(arguments[0]);
                ExecutorService threads = Executors.newFixedThreadPool(senders)) {
            var pushing = new Pushing(
                    new Pushes(ingesting.intake, ingesting.outbox, ingesting.meters, InstantSource.system()), batch);
            pushing.push(threads, senders, WARM_UP_BATCHES, System.nanoTime());
            long heapBefore = Result.heapAfterCollection();
            long bytesBefore = pushing.bytes.get();
            long startNs = System.nanoTime();
            long accepted = pushing.push(threads, senders, Math.ceilDiv(readings, batch), startNs + leastNs);
            double seconds = (System.nanoTime() - startNs) / 1e9;
            new Result(
                            accepted,
                            pushing.bytes.get() - bytesBefore,
                            seconds,
                            0,
                            heapBefore,
                            Result.heapAfterCollection(),
                            Map.of("observations", accepted))
                    .print();
        }
    }

    /** Pushes so many batches, and more until the time has come. */
    private long push(ExecutorService threads, int senders, long batches, long untilNs)
            throws InterruptedException, ExecutionException {
        var left = new AtomicLong(batches);
        List<Future<Long>> all = new ArrayList<>();
        for (int sender = 0; sender < senders; sender++) {
            String name = "sender-" + sender;
            all.add(threads.submit(() -> {
                long accepted = 0;
                while (left.getAndDecrement() > 0 || System.nanoTime() < untilNs) {
                    accepted += one(name);
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

    private long one(String sender) {
        long number = next.getAndIncrement();
        byte[] body = body(number);
        bytes.addAndGet(body.length);
        var request = new Pushes.Request("traffic", sender, null, null, null, "batch-" + number);
        return pushes.take(request, body).accepted();
    }

    private byte[] body(long number) {
        var lines = new StringBuilder(batch * 100);
        for (int i = 0; i < batch; i++) {
            long reading = number * batch + i;
            lines.append("{\"site\":\"D").append(10_000 + reading % 5_000);
            lines.append("\",\"at\":").append(START_MS + reading / 5_000 * 1_000);
            lines.append(",\"speed_kmh\":")
                    .append(20 + reading % 80)
                    .append('.')
                    .append(reading % 10);
            lines.append(",\"volume\":")
                    .append(reading % 40)
                    .append(",\"occupancy\":0.1")
                    .append(reading % 9);
            lines.append("}\n");
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
