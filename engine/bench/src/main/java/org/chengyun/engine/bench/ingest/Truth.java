package org.chengyun.engine.bench.ingest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chengyun.engine.bench.accesslog.LogTruth;

/** What each trial must answer. */
record Truth(LogTruth log, DatexDocument document) {
    Map<String, Long> of(Trial trial, Result result) {
        Map<String, Long> expected = new TreeMap<>();
        switch (trial) {
            case DECODE -> {
                expected.putAll(log.statuses());
                expected.putAll(log.reasons());
                expected.put("sum", 0L);
            }
            case GOACCESS -> {
                expected.putAll(log.statuses());
                expected.put("failed", log.damaged());
            }
            case LOAD -> {
                expected.putAll(log.reasons());
                expected.put("observations", log.whole());
            }
            case DATEX -> expected.put("sum", document.sumOfSpeeds());
            case HTTP -> {
                long sent = result.answers().getOrDefault("sent", 0L);
                List.of("sent", "accepted", "counted").forEach(answer -> expected.put(answer, sent));
            }
            case PUSH, MQTT -> expected.put("observations", result.records());
        }
        return expected;
    }

    /** In what a result is wrong; empty if it is right. */
    String wrong(Trial trial, Result result) {
        Map<String, Long> expected = of(trial, result);
        var differences = new TreeMap<String, String>();
        var names = new TreeSet<>(expected.keySet());
        names.addAll(result.answers().keySet());
        for (String name : names) {
            long right = expected.getOrDefault(name, 0L);
            long answered = result.answers().getOrDefault(name, 0L);
            if (right != answered) {
                differences.put(name, "%d instead of %d".formatted(answered, right));
            }
        }
        return differences.isEmpty() ? "" : differences.toString();
    }
}
