package org.chengyun.ingest.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AbreastTest {
    private static final long NOW_MS = 1_000_000;
    private static final TopicPartition A = new TopicPartition("raw", 0);
    private static final TopicPartition B = new TopicPartition("raw", 1);
    private static final TopicPartition C = new TopicPartition("raw", 2);

    private final Abreast abreast = new Abreast();

    @Test
    void shouldLetThoseAheadWait() {
        abreast.reached(A, 5_000, NOW_MS);
        abreast.reached(B, 3_999, NOW_MS);
        abreast.reached(C, 4_999, NOW_MS);

        assertThat(abreast.ahead(List.of(A, B, C))).containsExactly(A);
    }

    @Test
    void shouldWaitForNobodyWhoHasNothing() {
        abreast.reached(A, 50_000, NOW_MS);
        abreast.reached(B, 1_000, NOW_MS);

        assertThat(abreast.ahead(List.of(A))).isEmpty();
        assertThat(abreast.ahead(List.of())).isEmpty();
    }

    @Test
    void shouldWaitForWhoHasMoreAndWasNotReadYet() {
        abreast.reached(A, 50_000, NOW_MS);

        assertThat(abreast.ahead(List.of(A, B))).containsExactly(A);
    }

    @Test
    void shouldNotBelieveTheFuture() {
        abreast.reached(A, Long.MAX_VALUE, NOW_MS);
        abreast.reached(B, NOW_MS, NOW_MS);

        assertThat(abreast.ahead(List.of(A, B))).isEmpty();
    }

    @Test
    void shouldNotWaitForTheSilentUntilTheySpeak() {
        abreast.reached(A, 50_000, NOW_MS);
        abreast.silent(List.of(B));
        assertThat(abreast.ahead(List.of(A, B))).isEmpty();

        abreast.reached(B, 1_000, NOW_MS);
        assertThat(abreast.ahead(List.of(A, B))).containsExactly(A);
    }

    @Test
    void shouldForgetWhatOthersRead() {
        abreast.reached(A, 1_000, NOW_MS);
        abreast.reached(B, 50_000, NOW_MS);
        abreast.forget(List.of(B));

        assertThat(abreast.ahead(List.of(A))).isEmpty();
    }
}
