package org.chengyun.ingest.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.chengyun.datasets.schema.ObservationEncoder;

/** Lines of an access log that can be told apart, and what must be in Kafka of them. */
public final class Lines {
    public static final String TOPIC = "chengyun.portal";

    private final StringBuilder written = new StringBuilder();
    private final String mark;
    private int count;

    public Lines() {
        this("line");
    }

    /** @param mark what tells these lines from those of other tests, in lower case letters */
    public Lines(String mark) {
        this.mark = mark;
    }

    /** The next line, without its end. */
    public String next() {
        count++;
        String line =
                "198.51.100.1 - - [20/Nov/2026:10:00:00 +0800] \"GET /%s/%d HTTP/1.1\" 200 1".formatted(mark, count);
        written.append(line).append('\n');
        return line;
    }

    public int count() {
        return count;
    }

    private List<String> expected() {
        Run run = Run.of("portal", "access-log", written.toString());
        var encoder = new ObservationEncoder(run.dataset.schema());
        List<String> expected = new ArrayList<>();
        run.observations.forEach(o -> expected.add(HexFormat.of().formatHex(encoder.encode(o))));
        expected.sort(null);
        return expected;
    }

    /** Waits until Kafka holds as many records of a feed as there are lines; fails unless they are the same, each once. */
    public void mustBeSentOnceBy(String feed) throws InterruptedException {
        await(feed, Duration.ofMinutes(2));
        Thread.sleep(300);
        List<String> sent = Broker.sortedValues(Broker.committed(TOPIC, feed));
        if (!sent.equals(expected())) {
            throw new AssertionError("%d lines, %d records, %d different ones, or other contents"
                    .formatted(count, sent.size(), new TreeSet<>(sent).size()));
        }
    }

    /** The same, but a line may be there more often; answers how many records are there too many. */
    public int mustBeSentBy(String feed, Duration patience) throws InterruptedException {
        Set<String> expected = new TreeSet<>(expected());
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            List<String> sent = Broker.sortedValues(Broker.committed(TOPIC, feed));
            Set<String> different = new TreeSet<>(sent);
            if (different.equals(expected)) {
                return sent.size() - different.size();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("%d of %d lines are in Kafka".formatted(different.size(), expected.size()));
            }
            Thread.sleep(50);
        }
    }

    private void await(String feed, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (sent(feed) < count && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }

    /** How many records of a feed Kafka holds. */
    public static int sent(String feed) {
        return Broker.count(TOPIC, feed);
    }
}
