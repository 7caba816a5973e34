package org.chengyun.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.chengyun.ingest.problem.IngestProblem;
import org.junit.jupiter.api.Test;

class ReceiptTest {
    @Test
    void shouldReadReceiptsThatAreOlderThanTheirLists() {
        var position = PushPosition.parse("""
                {"nonce":"n","bodySha256":"00","atMs":1,"receipt":{"accepted":2,"filtered":1,
                "rejected":[{"line":1,"reason":"json-malformed","detail":"x"}],"rejectedTotal":1,"duplicate":false}}
                """);

        assertThat(position.receipt())
                .isEqualTo(new Receipt(
                        2,
                        1,
                        List.of(new Receipt.Line(1, "json-malformed", "x")),
                        1,
                        false,
                        List.of(),
                        0,
                        List.of(),
                        0,
                        null));
        assertThat(PushPosition.parse(position.json())).isEqualTo(position);
    }

    @Test
    void shouldLetInWhatThereIsRoomForAndOneInAnyCase() {
        var gate = new Gate(100);
        Gate.Pass large = gate.enter(1_000);
        var full = catchThrowableOfType(IngestProblem.class, () -> gate.enter(1));
        assertThat(full.status()).isEqualTo(429);
        assertThat(full.retryAfterSeconds()).contains(1);
        large.leave();
        Gate.Pass one = gate.enter(60);
        gate.enter(40);
        assertThat(catchThrowableOfType(IngestProblem.class, () -> gate.enter(1)))
                .isNotNull();
        one.leave();
        gate.enter(60);
    }
}
