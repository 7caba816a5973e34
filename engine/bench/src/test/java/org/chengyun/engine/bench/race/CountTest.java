package org.chengyun.engine.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CountTest {
    @Test
    void shouldReadCountsAsPeopleWriteThem() {
        assertThat(Count.parse("5m")).isEqualTo(5_000_000);
        assertThat(Count.parse("200K")).isEqualTo(200_000);
        assertThat(Count.parse("1234")).isEqualTo(1234);
        assertThatThrownBy(() -> Count.parse("5 million")).hasMessageContaining("5 million");
    }

    @Test
    void shouldFindContestantsByNameAndByGroup() {
        assertThat(Contestant.named("flink"))
                .extracting(Contestant::name)
                .containsExactly("flink-upsert", "flink-copy");
        assertThat(Contestant.named("floor-full,chengyun-avro"))
                .extracting(Contestant::name)
                .containsExactly("chengyun-avro", "floor-full");
        assertThatThrownBy(() -> Contestant.named("storm")).hasMessageContaining("storm");
    }
}
