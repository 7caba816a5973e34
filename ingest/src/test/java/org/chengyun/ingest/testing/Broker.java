package org.chengyun.ingest.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;

/** A real broker for the tests of this module: its topics have fixed names, so it is not shared with other modules. */
public final class Broker {
    private static final LocalStack STACK = start();
    private static final Map<String, TopicView> VIEWS = new HashMap<>();

    private Broker() {}

    private static LocalStack start() {
        try {
            // a new one each run: what an earlier run loaded is known to it for ever
            Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "ingest-stack");
            LocalStack stack = LocalStack.start(home, Set.of(Part.KAFKA));
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
            return stack;
        } catch (Exception e) {
            throw new IllegalStateException("no broker for the tests: " + e.getMessage(), e);
        }
    }

    public static LocalStack stack() {
        return STACK;
    }

    public static String bootstrap() {
        return STACK.kafkaBootstrap();
    }

    /** Everything that is committed in a topic; waits for transactions that are still open. */
    public static List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return look(topic, TopicView::all);
    }

    /** The same, on a broker of one's own. */
    public static List<ConsumerRecord<byte[], byte[]>> committedOn(String bootstrap, String topic) {
        try (var view = new TopicView(bootstrap, topic)) {
            return view.all();
        } catch (Exception e) {
            throw new AssertionError("cannot read " + topic, e);
        }
    }

    /** Committed records that a feed sent. */
    public static List<ConsumerRecord<byte[], byte[]>> committed(String topic, String feed) {
        return look(topic, view -> view.of(feed));
    }

    /** How many committed records a feed sent. */
    public static int count(String topic, String feed) {
        return look(topic, view -> view.count(feed));
    }

    private interface Look<T> {
        T at(TopicView view) throws Exception;
    }

    /** A view is kept from look to look; one that cannot be read is made anew for the next. */
    private static synchronized <T> T look(String topic, Look<T> look) {
        try {
            return look.at(VIEWS.computeIfAbsent(topic, name -> new TopicView(bootstrap(), name)));
        } catch (Exception | AssertionError e) {
            TopicView lost = VIEWS.remove(topic);
            if (lost != null) {
                lost.close();
            }
            throw new AssertionError("cannot read " + topic, e);
        }
    }

    public static String header(ConsumerRecord<byte[], byte[]> entry, String name) {
        var header = entry.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Values in hexadecimal, sorted: two topics hold the same records if these lists are equal. */
    public static List<String> sortedValues(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(entry -> HexFormat.of().formatHex(entry.value()))
                .sorted()
                .toList();
    }
}
