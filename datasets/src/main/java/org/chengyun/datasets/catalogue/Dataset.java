package org.chengyun.datasets.catalogue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.chengyun.datasets.schema.Schema;

/**
 * A kind of observation that a city collects. Immutable.
 *
 * @param id also the folder's name and the last part of the topic
 * @param eventTime field with the event time
 * @param key field that becomes the Kafka key: observations of one key stay in order
 * @param topic in Kafka that holds the observations
 * @param encoding how they are written there
 * @param partitions of the topic when it is created
 * @param allowedLateness how far the watermark trails the newest event time
 * @param idleAfter how long a caught-up partition may be silent before it stops holding the watermark back
 * @param futureTolerance how far event time may lie ahead of the clock; beyond it the observation is quarantined
 * @param coverage how the expected number of observations is known
 * @param enrichment fields filled from the registry of sites, if any
 * @param retention how long Kafka keeps the observations
 * @param dedupe how a repeated reading is known; without it every reading counts
 * @param keep how long what is computed of the observations is kept
 * @param limits of its metrics, where they are other than the engine's
 */
public record Dataset(
        String id,
        Wording label,
        Schema schema,
        String eventTime,
        String key,
        String topic,
        Encoding encoding,
        int partitions,
        Duration allowedLateness,
        Duration idleAfter,
        Duration futureTolerance,
        CoverageRule coverage,
        Optional<Enrichment> enrichment,
        Duration retention,
        Optional<Dedupe> dedupe,
        Keep keep,
        Limits limits) {
    /** With what is usual of what it does not say. */
    public Dataset(
            String id,
            Wording label,
            Schema schema,
            String eventTime,
            String key,
            String topic,
            Encoding encoding,
            int partitions,
            Duration allowedLateness,
            Duration idleAfter,
            Duration futureTolerance,
            CoverageRule coverage,
            Optional<Enrichment> enrichment,
            Duration retention,
            Optional<Dedupe> dedupe) {
        this(
                id,
                label,
                schema,
                eventTime,
                key,
                topic,
                encoding,
                partitions,
                allowedLateness,
                idleAfter,
                futureTolerance,
                coverage,
                enrichment,
                retention,
                dedupe,
                Keep.USUAL,
                Limits.USUAL);
    }

    /** The same dataset under another id, so that a second job keeps its own watermark and cuts. */
    public Dataset as(String otherId) {
        return new Dataset(
                otherId,
                label,
                schema,
                eventTime,
                key,
                topic,
                encoding,
                partitions,
                allowedLateness,
                idleAfter,
                futureTolerance,
                coverage,
                enrichment,
                retention,
                dedupe,
                keep,
                limits);
    }

    public int eventTimeIndex() {
        return schema.indexOf(eventTime);
    }

    public int keyIndex() {
        return schema.indexOf(key);
    }

    /** How many observations are to be expected. */
    public sealed interface CoverageRule {
        /** Every site of the registry reports once per interval. */
        record Sites(Duration interval) implements CoverageRule {}

        /** As many as the same hour of the week brought before. */
        record Learned() implements CoverageRule {}
    }

    /**
     * Fields that a feed need not carry because the registry of sites knows them.
     *
     * @param by field that names the site
     * @param fields filled when the feed left them empty: road, district
     */
    public record Enrichment(String by, List<String> fields) {}

    /**
     * When a reading is a repetition of one that was counted before.
     *
     * @param by fields that are the same in both; the key is among them, so that both are in one partition
     * @param within how far behind the newest event time of its partition a reading is still compared with others
     */
    public record Dedupe(List<String> by, Duration within) {
        public Dedupe {
            by = List.copyOf(by);
        }
    }

    /**
     * How many series a metric of the dataset may have; what is not said is as the engine's configuration says.
     *
     * @param newSeriesPerMinute of one metric, all instances together; at least 1
     * @param series of one metric; at least 1
     */
    public record Limits(OptionalInt newSeriesPerMinute, OptionalLong series) {
        public static final Limits USUAL = new Limits(OptionalInt.empty(), OptionalLong.empty());
    }
}
