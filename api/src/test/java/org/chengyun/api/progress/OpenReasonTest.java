package org.chengyun.api.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Encoding;
import org.chengyun.datasets.catalogue.Wording;
import org.chengyun.datasets.schema.Schema;
import org.junit.jupiter.api.Test;

class OpenReasonTest {
    private static final ZoneId CITY = ZoneId.of("Asia/Shanghai");
    /** 18:05 in the city. */
    private static final Instant END = Instant.parse("2026-11-21T10:05:00Z");

    private static final Instant NOW = Instant.parse("2026-11-21T10:05:40Z");

    private static PartitionState partition(int number, String newest, String activeAt) {
        return new PartitionState(
                number,
                1,
                Optional.of(Instant.parse("2026-11-21T" + newest + "Z")),
                Optional.of(Instant.parse("2026-11-21T" + activeAt + "Z")),
                true);
    }

    private static Progress progress(PartitionState... partitions) {
        var dataset = new Dataset(
                "test",
                new Wording("test", "试"),
                new Schema("test", List.of()),
                "at",
                "key",
                "t",
                Encoding.AVRO,
                4,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ZERO,
                new Dataset.CoverageRule.Learned(),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty());
        return new Progress(dataset, NOW, Optional.of(NOW.minusSeconds(2)), List.of(partitions));
    }

    private static String said(Progress progress, Locale locale) {
        return new OpenWords(locale, CITY, NOW, progress.dataset().allowedLateness())
                .say(OpenReason.of(progress, END), END);
    }

    @Test
    void shouldNameThePartitionThatIsWaitedFor() {
        var progress = progress(partition(0, "10:05:38", "10:05:39"), partition(3, "10:02:00", "10:05:32"));

        assertThat(OpenReason.of(progress, END))
                .isEqualTo(new OpenReason.WaitsForPartition(
                        3,
                        Instant.parse("2026-11-21T10:02:00Z"),
                        Instant.parse("2026-11-21T10:05:32Z"),
                        Optional.of(Instant.parse("2026-11-21T10:05:42Z"))));
        assertThat(said(progress, Locale.ENGLISH))
                .isEqualTo("waiting for partition 3, silent since 18:05:32; its newest event time is 18:02:00, "
                        + "and it is left out if it stays silent until 18:05:42");
        assertThat(said(progress, Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("正在等待分区 3：自 18:05:32 起没有数据，其最新事件时间为 18:02:00；若到 18:05:42 仍无数据，则不再等待");
    }

    @Test
    void shouldTellUntilWhenLatenessIsAllowed() {
        var progress = progress(partition(0, "10:05:20", "10:05:39"), partition(3, "10:02:00", "10:05:20"));

        assertThat(said(progress, Locale.ENGLISH))
                .isEqualTo("open until event time 18:05:30, because lateness of 30 s is allowed");
    }

    @Test
    void shouldTellThatNothingComesAnyMore() {
        var progress = progress(partition(0, "10:05:20", "10:05:21"), partition(3, "10:02:00", "10:03:00"));

        assertThat(OpenReason.of(progress, END))
                .isEqualTo(new OpenReason.AllowsLateness(
                        Instant.parse("2026-11-21T10:05:30Z"), Optional.of(Instant.parse("2026-11-21T10:05:21Z"))));
    }

    @Test
    void shouldLeaveIdlePartitionsOut() {
        var progress = progress(partition(0, "10:05:35", "10:05:39"), partition(3, "10:02:00", "10:05:30"));

        assertThat(OpenReason.of(progress, END)).isEqualTo(new OpenReason.Due(Optional.of(NOW.minusSeconds(2))));
    }

    @Test
    void shouldTellThatTimeHasNotCome() {
        var progress = progress(partition(0, "10:04:35", "10:05:39"), partition(3, "10:04:59", "10:05:39"));

        assertThat(OpenReason.of(progress, END))
                .isEqualTo(new OpenReason.NotReached(Instant.parse("2026-11-21T10:04:59Z")));
        assertThat(OpenReason.of(progress(), END)).isEqualTo(new OpenReason.NothingYet());
    }

    @Test
    void shouldSayTheDateOfOtherDays() {
        var partition = new PartitionState(
                2,
                1,
                Optional.of(Instant.parse("2026-11-19T01:00:00Z")),
                Optional.of(Instant.parse("2026-11-19T01:00:01Z")),
                false);

        assertThat(said(progress(partition(0, "10:05:38", "10:05:39"), partition), Locale.ENGLISH))
                .isEqualTo("waiting for partition 2, which has records to be read; its newest event time is "
                        + "2026-11-19 09:00:00");
    }
}
