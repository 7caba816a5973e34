package org.chengyun.engine.runner.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.chengyun.datasets.catalogue.Dataset;

/** Which readings a feed sends again, and which of them must not count: one plain pass over each partition. */
final class Repeats {
    private static final int NEAR = 200;

    private final boolean areKnown;
    private final long withinMs;
    private final Random random;
    private final List<Sent> sent = new ArrayList<>();
    private final Set<List<Object>> counted = new HashSet<>();
    private final Map<Integer, Long> newestMs = new HashMap<>();

    record Sent(String road, long atMs, double speed) {}

    /** @param dataset whose repetitions are known by road and time, or not at all */
    Repeats(Dataset dataset, Random random) {
        this.areKnown = dataset.dedupe().isPresent();
        this.withinMs =
                dataset.dedupe().map(dedupe -> dedupe.within().toMillis()).orElse(0L);
        this.random = random;
    }

    boolean isDue() {
        return areKnown && !sent.isEmpty() && random.nextInt(10) == 0;
    }

    /** One of the last, or any. */
    Sent next() {
        int back = random.nextBoolean() ? Math.min(NEAR, sent.size()) : sent.size();
        return sent.get(sent.size() - 1 - random.nextInt(back));
    }

    boolean isRepeated(int partition, Sent reading) {
        if (!areKnown) {
            return false;
        }
        sent.add(reading);
        long newest = newestMs.merge(partition, reading.atMs, Math::max);
        return reading.atMs >= newest - withinMs && !counted.add(List.of(reading.road, reading.atMs));
    }
}
