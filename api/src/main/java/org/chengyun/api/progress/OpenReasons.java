package org.chengyun.api.progress;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.catalogue.MetricDefinition;
import org.chengyun.api.progress.OpenBecause.Code;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.datasets.catalogue.Dataset;

/** Tells why windows are open, in both languages. Thread-safe. */
@ApplicationScoped
public class OpenReasons {
    private final ZoneId zone;

    OpenReasons(ApiConfig config) {
        this.zone = config.zone();
    }

    /** @param ends of open windows of the dataset; the answer has one reason for each, by rising end */
    public List<OpenBecause> of(Snapshot snapshot, Dataset dataset, Collection<Instant> ends) {
        if (ends.isEmpty()) {
            return List.of();
        }
        Progress progress = ProgressReader.read(snapshot, dataset);
        return ends.stream().distinct().sorted().map(end -> of(progress, end)).toList();
    }

    /** Why windows of the dataset that end then are open. */
    public OpenBecause of(Progress progress, Instant end) {
        OpenReason reason = OpenReason.of(progress, end);
        var text = new MetricDefinition.Text(
                words(progress, Locale.ENGLISH).say(reason, end),
                words(progress, Locale.SIMPLIFIED_CHINESE).say(reason, end));
        return switch (reason) {
            case OpenReason.NothingYet() -> new OpenBecause(end, Code.NOTHING_YET, null, null, null, null, text);
            case OpenReason.NotReached(Instant newest) ->
                new OpenBecause(end, Code.NOT_REACHED, null, newest, null, null, text);
            case OpenReason.WaitsForPartition waits ->
                new OpenBecause(
                        end,
                        Code.WAITS_FOR_PARTITION,
                        waits.partition(),
                        waits.newest(),
                        waits.since(),
                        waits.ignoredFrom().orElse(null),
                        text);
            case OpenReason.AllowsLateness lateness ->
                new OpenBecause(
                        end,
                        Code.ALLOWS_LATENESS,
                        null,
                        progress.newest().orElse(null),
                        lateness.silentSince().orElse(null),
                        lateness.until(),
                        text);
            case OpenReason.Due due ->
                new OpenBecause(end, Code.DUE, null, progress.newest().orElse(null), null, null, text);
        };
    }

    private OpenWords words(Progress progress, Locale locale) {
        return new OpenWords(locale, zone, progress.now(), progress.dataset().allowedLateness());
    }
}
