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

/** Records of the race and what describes them. */
record Input(Catalogue catalogue, Dataset dataset, byte[][] records) {
    static final int RECORDS = 50_000;
    /** Later than all of them, so that none is from the future. */
    static final long NOW_MS = Traffic.END_MS;

    static Input of(String encoding) {
        var form = RaceTopic.Form.valueOf(encoding.toUpperCase(Locale.ROOT));
        var topic = new RaceTopic(form, false, 1, 5_000_000, Traffic.SENSORS, false);
        try {
            Catalogue catalogue = Definitions.of(topic.dataset(), encoding).load();
            Dataset dataset = catalogue.datasets().getFirst();
            return new Input(catalogue, dataset, Samples.traffic(topic, dataset.schema(), RECORDS));
        } catch (IOException e) {
            throw new IllegalStateException("no definitions", e);
        }
    }

    boolean[] allFields() {
        boolean[] all = new boolean[dataset.schema().size()];
        Arrays.fill(all, true);
        return all;
    }
}
