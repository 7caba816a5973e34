package org.chengyun.engine.bench.ingest;

import java.time.InstantSource;
import java.util.Map;
import org.chengyun.ingest.push.Pushes;

/**
 * A process that takes batches of readings as JSON lines, several at a time, below HTTP and above Kafka. Arguments:
 * bootstrap servers, readings, readings in a batch, senders, least seconds, readings per second or 0.
 */
final class Pushing {
    private static final long START_MS = 1_795_000_000_000L;
    private static final int WARM_UP_BATCHES = 200;

    private Pushing() {}

    public static void main(String[] arguments) throws Exception {
        long readings = Long.parseLong(arguments[1]);
        int batch = Integer.parseInt(arguments[2]);
        long leastNs = Long.parseLong(arguments[4]) * 1_000_000_000L;
        try (var ingesting = new Ingesting(arguments[0])) {
            var pushes = new Pushes(ingesting.intake, ingesting.outbox, ingesting.meters, InstantSource.system());
            try (var senders = new Senders(
                    new Readings(START_MS, batch),
                    Integer.parseInt(arguments[3]),
                    Double.parseDouble(arguments[5]),
                    sender -> (number, body) ->
                            pushes.take(request(sender, number), body).accepted())) {
                senders.send(WARM_UP_BATCHES, System.nanoTime());
                long heapBefore = Result.heapAfterCollection();
                long bytesBefore = senders.bytes();
                long startNs = System.nanoTime();
                long accepted = senders.send(Math.ceilDiv(readings, batch), startNs + leastNs);
                double seconds = (System.nanoTime() - startNs) / 1e9;
                new Result(
                                accepted,
                                senders.bytes() - bytesBefore,
                                seconds,
                                0,
                                heapBefore,
                                Result.heapAfterCollection(),
                                Map.of("observations", accepted))
                        .print();
            }
        }
    }

    private static Pushes.Request request(int sender, long number) {
        return new Pushes.Request("traffic", "sender-" + sender, null, null, null, "batch-" + number);
    }
}
