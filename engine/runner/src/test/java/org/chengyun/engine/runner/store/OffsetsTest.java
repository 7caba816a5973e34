package org.chengyun.engine.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Instant;
import java.util.Map;
import org.chengyun.engine.core.batch.Position;
import org.chengyun.engine.core.commit.OffsetRange;
import org.chengyun.engine.core.time.PartitionProgress;
import org.junit.jupiter.api.Test;

class OffsetsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Offsets offsets = new Offsets("live", "probe");

    @Test
    void shouldKeepHowFarIdlePartitionsFollowedAndNeverGoBack() throws Exception {
        try (Connection connection = TestDatabase.fresh().connect()) {
            // Given
            offsets.start(connection, Map.of(0, 0L, 1, 7L));
            offsets.swap(connection, Map.of(0, new OffsetRange(0, 5, 60_000)), NOW, 1);

            // When
            offsets.follow(connection, Map.of(0, 40_000L, 1, 50_000L));
            offsets.follow(connection, Map.of(0, 30_000L, 1, 70_000L));
            offsets.start(connection, Map.of(1, 0L));

            // Then
            assertThat(offsets.read(connection))
                    .isEqualTo(Map.of(
                            0, new Position(5, 60_000, 40_000), 1, new Position(7, PartitionProgress.NONE, 70_000)));
        }
    }
}
