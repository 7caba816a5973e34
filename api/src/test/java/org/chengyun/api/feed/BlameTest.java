package org.chengyun.api.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlameTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");

    private final List<Sensor> sensors = new ArrayList<>();

    /** @param silentS since so many seconds before nine; -1 = never reported */
    private void sensor(String id, @Nullable String controller, int silentS) {
        sensors.add(new Sensor(
                id,
                controller,
                "r1",
                "d1",
                60,
                silentS < 0 ? Optional.empty() : Optional.of(NINE.minusSeconds(silentS))));
    }

    private Blame blame() {
        return Blame.of(sensors, NINE);
    }

    @Test
    void shouldCallASensorSilentThatMissedThreeReports() {
        sensor("a", null, 179);
        sensor("b", null, 180);

        assertThat(blame().silentSensors()).extracting(Sensor::id).containsExactly("b");
    }

    @Test
    void shouldBlameAControllerInsteadOfItsSensors() {
        sensor("a", "k1", 600);
        sensor("b", "k1", 300);
        sensor("c", "k2", 600);
        sensor("d", "k2", 0);
        sensor("e", "k3", 900);
        sensor("f", null, 0);

        Blame blame = blame();

        assertThat(blame.controllers()).as("with more than one sensor").isEqualTo(2);
        assertThat(blame.silent()).isEqualTo(4);
        assertThat(blame.silentControllers()).singleElement().satisfies(group -> {
            assertThat(group.controller()).isEqualTo("k1");
            assertThat(group.sensors()).hasSize(2);
            assertThat(group.since()).contains(NINE.minusSeconds(300));
        });
        assertThat(blame.silentSensors()).extracting(Sensor::id).containsExactly("c", "e");
    }

    @Test
    void shouldBlameTheFeedIfAllAreSilent() {
        sensor("a", "k1", 600);
        sensor("b", "k1", 600);
        sensor("c", null, -1);

        Blame blame = blame();

        assertThat(blame.everything()).isTrue();
        assertThat(blame.silentControllers()).isEmpty();
        assertThat(blame.silentSensors()).isEmpty();
    }

    @Test
    void shouldTellTheNewestSilenceFirstAndThoseThatNeverSpokeLast() {
        sensor("never", null, -1);
        sensor("old", null, 900);
        sensor("new", null, 200);
        sensor("works", null, 0);

        assertThat(blame().silentSensors()).extracting(Sensor::id).containsExactly("new", "old", "never");
    }

    @Test
    void shouldFindNothingWhereAllReport() {
        sensor("a", "k1", 0);
        sensor("b", "k1", 60);

        assertThat(blame()).isEqualTo(new Blame(2, 1, 0, false, List.of(), List.of()));
    }
}
