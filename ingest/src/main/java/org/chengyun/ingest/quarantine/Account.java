package org.chengyun.ingest.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a replay finds, apart from what it brings to Kafka. Reasons and examples are of all of it, counts of one step. */
final class Account {
    private static final int SAMPLES = 10;
    private static final int MAX_TEXT = 400;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, Long>> REASONS = new TypeReference<>() {};
    private static final TypeReference<ArrayList<Sample>> SAMPLE_LIST = new TypeReference<>() {};

    private final Map<String, Long> reasons;
    private final List<Sample> samples;
    private long kept;
    private long wouldBeReplayed;
    private long wouldBeObservations;

    /**
     * An example.
     *
     * @param number of the kept record
     * @param isReadable whether it can be read now
     * @param text the observation, or why it cannot
     */
    record Sample(long number, boolean isReadable, String text) {}

    private Account(Map<String, Long> reasons, List<Sample> samples) {
        this.reasons = reasons;
        this.samples = samples;
    }

    static Account parse(String reasons, String samples) {
        try {
            return new Account(JSON.readValue(reasons, REASONS), JSON.readValue(samples, SAMPLE_LIST));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the account of a replay cannot be read", e);
        }
    }

    /** What goes on behind this: the same examples and reasons, nothing counted yet. */
    Account next() {
        return new Account(new TreeMap<>(reasons), new ArrayList<>(samples));
    }

    void kept(KeptRecord record, String reason, String detail) {
        kept++;
        reasons.merge(reason, 1L, Long::sum);
        sample(record, false, detail.isEmpty() ? reason : reason + ": " + detail);
    }

    /** A record that can be read. */
    void readable(KeptRecord record, String observation) {
        sample(record, true, observation);
    }

    /** The same, of a dry run, which sends nothing. */
    void wouldBeReplayed(long observations) {
        wouldBeReplayed++;
        wouldBeObservations += observations;
    }

    private void sample(KeptRecord record, boolean isReadable, String text) {
        long alike = samples.stream()
                .filter(sample -> sample.isReadable() == isReadable)
                .count();
        if (alike < SAMPLES / 2) {
            String shown = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
            samples.add(new Sample(record.number(), isReadable, shown));
        }
    }

    /** Records that stay. */
    long kept() {
        return kept;
    }

    long wouldBeReplayed() {
        return wouldBeReplayed;
    }

    long wouldBeObservations() {
        return wouldBeObservations;
    }

    String reasonsJson() {
        return json(reasons);
    }

    String samplesJson() {
        return json(samples);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the account of a replay cannot be written", e);
        }
    }
}
