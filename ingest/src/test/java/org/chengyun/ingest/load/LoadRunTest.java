package org.chengyun.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.ingest.problem.IngestProblem;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.ingest.testing.Parts;
import org.chengyun.ingest.testing.Run;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A load whose pieces are decoded ahead, on a real broker. */
class LoadRunTest {
    private static final int CONFLICT = 409;
    private static Parts parts;

    @BeforeAll
    static void connect() throws InterruptedException {
        parts = new Parts(Broker.bootstrap()).ready();
    }

    @AfterAll
    static void disconnect() {
        parts.close();
    }

    private static void append(LoadRun run, byte[] content, int piece) {
        int from = (int) run.position();
        int to = Math.min(content.length, from + piece);
        run.append(to == content.length, Arrays.copyOfRange(content, from, to));
    }

    private static LoadStatus load(String id, String feed, byte[] content, int piece) {
        LoadRun run = parts.loads.run(id, feed);
        while (!run.isTaken()) {
            append(run, content, piece);
        }
        return run.settle();
    }

    private static void mustHoldEveryRecordOnce(byte[] content, String... feeds) {
        Run once = Run.of("portal", null, content);
        var encoder = new ObservationEncoder(once.dataset.schema());
        List<String> sent = new ArrayList<>();
        for (String feed : feeds) {
            sent.addAll(Broker.sortedValues(Broker.committed("chengyun.portal", feed)));
        }
        assertThat(sent)
                .containsExactlyInAnyOrderElementsOf(once.observations.stream()
                        .map(o -> HexFormat.of().formatHex(encoder.encode(o)))
                        .toList());
    }

    @Test
    void shouldSendEveryRecordOnceAndTellWhatAPieceByPieceLoadTells() {
        byte[] content = LogFile.lines(5_000, 71);
        LoadStatus begun = parts.loads.begin(LoadClient.request("portal", content, null));

        LoadStatus done = load(begun.id(), "run-whole", content, 9_999);

        mustHoldEveryRecordOnce(content, "run-whole");
        assertThat(done.complete()).isTrue();
        assertThat(done.read()).isEqualTo(5_000);
        assertThat(done.observations()).isEqualTo(4_950);
        assertThat(done.quarantined()).containsOnlyKeys("fields-extra").containsEntry("fields-extra", 50L);
        assertThat(parts.loads.get(begun.id())).isEqualTo(done);
    }

    @Test
    void shouldFollowAHeaderThatChangesFromPieceToPiece() {
        var text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append(
                    i % 2 == 0
                            ? "#Fields: date time cs-uri-stem sc-status\n"
                            : "#Fields: sc-status time date cs-uri\n");
            text.append((i % 2 == 0 ? "2026-01-02 00:00:01 /run%d 200\n" : "404 00:00:02 2026-01-02 /run%d?q\n")
                    .formatted(i));
        }
        byte[] content = text.toString().getBytes(StandardCharsets.US_ASCII);
        LoadStatus begun = parts.loads.begin(LoadClient.request("portal", content, null));

        LoadStatus done = load(begun.id(), "run-header", content, 997);

        assertThat(done.observations()).isEqualTo(300);
        mustHoldEveryRecordOnce(content, "run-header");
    }

    @Test
    void shouldTakeNothingBehindAPieceThatSomebodyElseCommitted() {
        byte[] content = LogFile.lines(1_000, 72);
        LoadStatus begun = parts.loads.begin(LoadClient.request("portal", content, null));
        LoadRun late = parts.loads.run(begun.id(), "run-late");
        LoadRun early = parts.loads.run(begun.id(), "run-early");
        append(early, content, 10_000);
        LoadStatus first = early.settle();

        append(late, content, 10_000);
        IngestProblem refused = catchThrowableOfType(IngestProblem.class, () -> append(late, content, 10_000));

        assertThat(refused.status()).isEqualTo(CONFLICT);
        assertThat(parts.loads.get(begun.id())).isEqualTo(first);
        load(begun.id(), "run-early", content, 10_000);
        assertThat(Broker.committed("chengyun.portal", "run-late")).isEmpty();
        mustHoldEveryRecordOnce(content, "run-early");
    }

    @Test
    void shouldSendEveryRecordOnceWhenTwoLoadTheSame() throws Exception {
        byte[] content = LogFile.lines(4_000, 73);
        LoadStatus begun = parts.loads.begin(LoadClient.request("portal", content, null));

        try (var two = Executors.newFixedThreadPool(2)) {
            List<Callable<Boolean>> both = List.of(
                    () -> loadAgainstOthers(begun.id(), "run-one", content, 9_000),
                    () -> loadAgainstOthers(begun.id(), "run-two", content, 7_000));
            for (var each : two.invokeAll(both)) {
                assertThat(each.get()).isTrue();
            }
        }

        assertThat(parts.loads.get(begun.id()).read()).isEqualTo(4_000);
        mustHoldEveryRecordOnce(content, "run-one", "run-two");
    }

    private static boolean loadAgainstOthers(String id, String feed, byte[] content, int piece) {
        while (true) {
            try {
                return load(id, feed, content, piece).complete();
            } catch (IngestProblem e) {
                assertThat(e.status()).isEqualTo(CONFLICT);
            }
        }
    }
}
