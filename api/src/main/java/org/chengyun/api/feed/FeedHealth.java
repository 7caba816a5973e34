package org.chengyun.api.feed;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.chengyun.api.catalogue.MetricDefinition;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How one feed is doing. Immutable. */
@Schema(description = "How one feed is doing")
public record FeedHealth(
        @Schema(
                description = "Its id in feeds.yaml; push:DATASET and load:DATASET for what agencies and people send",
                examples = "portal-main")
        String feed,

        @Schema(examples = "portal") String dataset,

        @Schema(description = "tail, files, syslog, lines, mqtt, kafka, pull; push, load", examples = "tail")
        String transport,

        @Schema(description = "As configured; empty if it is recognised", examples = "access-log")
        String format,

        Level level,
        Condition condition,

        @Schema(nullable = true, description = "Since when it is so, where that is known") @Nullable
        Instant since,

        @Schema(description = "The condition as a sentence; times are the city's")
        MetricDefinition.Text text,

        @Schema(description = "What to do about it; empty if nothing")
        MetricDefinition.Text advice,

        @Schema(description = "How many processes take it at the moment", examples = "1")
        int processes,

        @Schema(nullable = true, description = "When its source last answered, with something new or not") @Nullable
        Instant reachedAt,

        @Schema(nullable = true, description = "When the last record was committed, whatever became of it") @Nullable
        Instant lastRecordAt,

        @Schema(nullable = true, description = "When the last record was committed that could be read") @Nullable
        Instant lastGoodAt,

        @Schema(
                nullable = true,
                description =
                        "Of all observations, but for times beyond the dataset's tolerance; null before the first")
        @Nullable
        Instant newestEventTime,

        @Schema(nullable = true, description = "How old that is, min; negative = ahead", examples = "1.2") @Nullable
        Double behindMinutes,

        @Schema(nullable = true, description = "Open connections of senders; null = not of that kind") @Nullable
        Long connections,

        @Schema(nullable = true, description = "Arrived and not on the way to Kafka yet, bytes") @Nullable
        Long waitingBytes,

        @Schema(nullable = true, description = "Left to be read in the files that are followed, bytes") @Nullable
        Long behindBytes,

        @Schema(nullable = true, description = "Left to be read in the topic") @Nullable
        Long behindRecords,

        Rate rate,
        Counts lastHour,
        Counts lastDay,

        @Schema(description = "Source records of each of the last 60 minutes, the present one last")
        List<Long> recordsPerMinute) {
    public FeedHealth {
        recordsPerMinute = List.copyOf(recordsPerMinute);
    }

    /** How grave it is. */
    public enum Level {
        @JsonProperty("ok")
        OK,
        @JsonProperty("attention")
        ATTENTION,
        @JsonProperty("bad")
        BAD
    }

    /** Stable words for programs. */
    public enum Condition {
        /** Nothing is wrong. */
        @JsonProperty("ok")
        OK,
        /** No process takes it. */
        @JsonProperty("away")
        AWAY,
        /** Its source or Kafka fails. */
        @JsonProperty("failing")
        FAILING,
        /** Nothing has come yet. */
        @JsonProperty("waiting")
        WAITING,
        /** It brought records and does no more. */
        @JsonProperty("silent")
        SILENT,
        /** Of what comes, too much cannot be read. */
        @JsonProperty("quarantining")
        QUARANTINING,
        /** What comes is old. */
        @JsonProperty("behind")
        BEHIND,
        /** Less comes than usual. */
        @JsonProperty("slow")
        SLOW
    }

    /** Observed and expected. */
    public record Rate(
            @Schema(description = "Source records per minute over the last overMinutes", examples = "1204.5")
            double perMinute,

            @Schema(description = "10, 60, 360 or 1440: three times its usual pause, at least", examples = "10")
            int overMinutes,

            @Schema(nullable = true, description = "null while the feed is too young to tell", examples = "1187.2")
            @Nullable
            Double expectedPerMinute,

            @Schema(description = "From what the expected rate is learned")
            Basis basis,

            @Schema(description = "Of how many weeks, for hour-of-week", examples = "4")
            int weeks) {}

    /** From what the expected rate is learned. */
    public enum Basis {
        /** The mean of the same hour of up to four weeks before, of which there are at least two. */
        @JsonProperty("hour-of-week")
        HOUR_OF_WEEK,
        /** The last 24 hours, or as much of them as there is, but for the time that is judged; at least 30 minutes. */
        @JsonProperty("last-day")
        LAST_DAY,
        /** The feed is too young. */
        @JsonProperty("none")
        NONE
    }

    /** What came. Source records = decoded + filtered + rejected. */
    public record Counts(
            long records,
            long decoded,
            long filtered,
            @Schema(description = "By ingest") long rejected,

            @Schema(description = "Of those decoded: records of cases that told nothing new")
            long repeated,

            long observations,
            long bytes,

            @Schema(description = "Tries that failed and were repeated")
            long failures,

            @Schema(description = "Lost before Kafka, where the transport allows that")
            long dropped,

            @Schema(description = "Connections that were not taken")
            long refused,

            List<Reason> reasons) {
        static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());

        public Counts {
            reasons = List.copyOf(reasons);
        }

        Counts because(List<Reason> why) {
            return new Counts(
                    records,
                    decoded,
                    filtered,
                    rejected,
                    repeated,
                    observations,
                    bytes,
                    failures,
                    dropped,
                    refused,
                    why);
        }
    }

    /** Records in quarantine. */
    public record Reason(
            @Schema(examples = "time-malformed") String reason,

            @Schema(description = "ingest or engine", examples = "ingest")
            String stage,

            @Schema(examples = "17") long records) {}
}
