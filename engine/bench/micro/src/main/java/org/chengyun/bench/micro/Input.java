package org.chengyun.bench.micro;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.bench.contestant.Definitions;
import org.chengyun.engine.bench.topic.RaceTopic;
import org.chengyun.engine.bench.topic.Samples;
import org.chengyun.engine.bench.workload.Traffic;
import org.chengyun.engine.core.fold.DatasetFold;
import org.chengyun.engine.core.fold.Deltas;

/** Records of the race and what describes them. */
record Input(Catalogue catalogue, Dataset dataset, byte[][] records) {
    static final int RECORDS = 50_000;
    /** Later than all of them, so that none is from the future. */
    static final long NOW_MS = Traffic.END_MS;

    /** With the metrics of the race. */
    static Input of(String encoding) {
        return of(encoding, "");
    }

    /** @param more a file of further metrics beside those of the race; empty for none */
    static Input of(String encoding, String more) {
        var form = RaceTopic.Form.valueOf(encoding.toUpperCase(Locale.ROOT));
        var topic = new RaceTopic(form, false, 1, 5_000_000, Traffic.SENSORS, false);
        try {
            Catalogue catalogue =
                    new Definitions(topic.dataset(), "traffic", encoding, Definitions.RACE_SLIDING, 1, more).load();
            Dataset dataset = catalogue.datasets().getFirst();
            return new Input(catalogue, dataset, Samples.traffic(topic, dataset.schema(), RECORDS));
        } catch (IOException e) {
            throw new IllegalStateException("no definitions", e);
        }
    }

    /** @return how many were counted; the deltas are empty again */
    static long fold(byte[][] records, DatasetFold fold, Deltas deltas) {
        for (byte[] record : records) {
            if (fold.fold(record, Long.MIN_VALUE, NOW_MS, deltas) != null) {
                throw new IllegalStateException("a record was rejected");
            }
        }
        long counted = deltas.counted();
        deltas.clear();
        return counted;
    }

    boolean[] allFields() {
        boolean[] all = new boolean[dataset.schema().size()];
        Arrays.fill(all, true);
        return all;
    }
}
