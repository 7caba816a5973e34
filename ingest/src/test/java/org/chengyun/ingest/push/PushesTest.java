package org.chengyun.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chengyun.ingest.outbox.Topics;
import org.chengyun.ingest.problem.IngestProblem;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.ingest.testing.CaseDocument;
import org.chengyun.ingest.testing.CaseEvents;
import org.chengyun.ingest.testing.Parts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PushesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static Parts parts;
    private static Pushes pushes;

    @BeforeAll
    static void connect() throws InterruptedException {
        parts = new Parts(Broker.bootstrap()).ready();
        pushes = pushes(parts, NOW);
    }

    @AfterAll
    static void disconnect() {
        parts.close();
    }

    private static Pushes pushes(Parts on, Instant now) {
        return new Pushes(on.intake, on.outbox, on.meters, InstantSource.fixed(now));
    }

    private static Pushes.Request request(String sender, String key) {
        return new Pushes.Request("traffic", sender, null, null, null, key);
    }

    private static byte[] body(String... lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static String line(int site) {
        return "{\"site\":\"S%d\",\"at\":\"2026-11-21T00:00:00Z\",\"speed_kmh\":50}".formatted(site);
    }

    @Test
    void shouldTakeWhatIsGoodAndSayWhatIsNot() {
        Receipt receipt = pushes.take(request("good", "k"), body("{\"si", line(1), "", line(2), "{\"site\":\"S3\"}"));

        assertThat(receipt.accepted()).isEqualTo(2);
        assertThat(receipt.filtered()).isEqualTo(1);
        assertThat(receipt.rejected()).extracting(Receipt.Line::line).containsExactly(1L, 5L);
        assertThat(receipt.rejected())
                .extracting(Receipt.Line::reason)
                .containsExactly("json-malformed", "value-missing");
        assertThat(Broker.committed("chengyun.traffic", "push:good")).hasSize(2);
        assertThat(Broker.committed(Topics.QUARANTINE, "push:good"))
                .extracting(entry -> Broker.header(entry, "source"))
                .containsExactly("request k, line 1", "request k, line 5");
    }

    @Test
    void shouldCountARepeatedRequestOnceEvenAfterARestart() throws InterruptedException {
        Receipt first = pushes.take(request("repeat", "k"), body(line(1)));
        Receipt second = pushes.take(request("repeat", "k"), body(line(1)));
        var reused =
                catchThrowableOfType(IngestProblem.class, () -> pushes.take(request("repeat", "k"), body(line(2))));
        try (Parts restarted = new Parts(Broker.bootstrap()).ready()) {
            Receipt third = pushes(restarted, NOW).take(request("repeat", "k"), body(line(1)));
            assertThat(third).isEqualTo(second);
        }

        assertThat(first.duplicate()).isFalse();
        assertThat(second).isEqualTo(first.asDuplicate());
        assertThat(reused.code()).isEqualTo("idempotency-key-reused");
        assertThat(Broker.committed("chengyun.traffic", "push:repeat")).hasSize(1);
    }

    @Test
    void shouldCountOnceWhenTheSameRequestRaces() throws Exception {
        try (Parts other = new Parts(Broker.bootstrap()).ready();
                var threads = Executors.newFixedThreadPool(4)) {
            Pushes there = pushes(other, NOW);
            Callable<Receipt> here = () -> pushes.take(request("race", "k"), body(line(1)));
            Callable<Receipt> elsewhere = () -> there.take(request("race", "k"), body(line(1)));
            long fresh = 0;
            for (Future<Receipt> receipt : threads.invokeAll(List.of(here, elsewhere, here, elsewhere))) {
                fresh += receipt.get().duplicate() ? 0 : 1;
            }
            assertThat(fresh).isEqualTo(1);
        }
        assertThat(Broker.committed("chengyun.traffic", "push:race")).hasSize(1);
    }

    @Test
    void shouldForgetReceiptsOfYesterday() {
        Pushes yesterday = pushes(parts, NOW.minusSeconds(90_000));
        yesterday.take(request("forget", "old"), body(line(1)));
        int before = parts.outbox.positions("push:traffic:").size();

        pushes(parts, NOW).take(request("forget", "new"), body(line(2)));

        assertThat(parts.outbox.positions("push:traffic:")).hasSize(before);
    }

    @Test
    void shouldTakeRequestsWithoutAKey() {
        Pushes.Request plain = new Pushes.Request("traffic", "plain", "detector-json", "Europe/Paris", null, null);

        for (int i = 0; i < 10; i++) {
            pushes.take(plain, body(line(i)));
        }

        assertThat(Broker.committed("chengyun.traffic", "push:plain")).hasSize(10);
    }

    @Test
    void shouldRefuseWhatCannotBePushed() {
        var header = catchThrowableOfType(
                IngestProblem.class,
                () -> pushes.take(
                        new Pushes.Request("traffic", "x", "detector-csv", null, null, null),
                        body("site,time", "1,2")));
        var dataset = catchThrowableOfType(
                IngestProblem.class,
                () -> pushes.take(new Pushes.Request("weather", "x", null, null, null, null), body(line(1))));
        var zone = catchThrowableOfType(
                IngestProblem.class,
                () -> pushes.take(new Pushes.Request("traffic", "x", null, "Mars", null, null), body(line(1))));

        assertThat(header.code()).isEqualTo("format-unsuitable");
        assertThat(dataset.code()).isEqualTo("dataset-unknown");
        assertThat(zone.code()).isEqualTo("zone-unknown");
    }

    @Test
    void shouldCountOfCasesWhatIsNew() {
        for (int hour = 0; hour < 8; hour++) {
            var request = new Pushes.Request("events", "hotline", "open311-json", null, "pushed-cases", "hour " + hour);
            pushes.take(request, CaseDocument.at(hour, 0, 3));
        }
        List<String> events = CaseEvents.of(List.of("push:hotline"));
        assertThat(CaseEvents.repeated(events)).isEmpty();
        assertThat(CaseEvents.counts(events)).isEqualTo(CaseDocument.events(7, 0, 3));
    }
}
