package org.chengyun.api.feed;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.access.Reach;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.catalogue.Metrics;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.datasets.catalogue.Dataset;

/** Which sensors of a dataset are silent. Thread-safe. */
@ApplicationScoped
class SensorService {
    private static final int SHOWN = 100;
    /** Reading thousands of sensors takes a while, and none falls silent by the second. */
    private static final Duration REMEMBERED = Duration.ofSeconds(15);

    private final Metrics metrics;
    private final ApiConfig config;
    private final Map<String, Read> remembered = new ConcurrentHashMap<>();

    SensorService(Metrics metrics, ApiConfig config) {
        this.metrics = metrics;
        this.config = config;
    }

    private record Read(Instant at, Instant watermark, List<Sensor> sensors, List<SensorHealth.Flat> flat) {
        boolean isFresh(Instant now) {
            return !now.isBefore(at) && Duration.between(at, now).compareTo(REMEMBERED) < 0;
        }
    }

    /**
     * Empty if the registry has no sensors of it, no metric tells of each, or no window is closed yet.
     *
     * @param down its feeds, if none of them works: then that explains all
     */
    Optional<SensorHealth> health(Snapshot snapshot, Dataset dataset, List<String> down, Instant now) {
        List<DefinedMetric> bySensor = SensorReader.bySensor(dataset, metrics.all());
        Optional<Instant> watermark = snapshot.state(dataset).watermark();
        if (bySensor.isEmpty() || watermark.isEmpty()) {
            return Optional.empty();
        }
        Read read = read(snapshot, dataset, bySensor, watermark.get(), now);
        List<Sensor> seen =
                read.sensors.stream().filter(sensor -> isSeen(snapshot, sensor)).toList();
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = seen.stream().map(Sensor::id).collect(Collectors.toSet());
        List<SensorHealth.Flat> flat =
                read.flat.stream().filter(one -> names.contains(one.sensor())).toList();
        return Optional.of(
                down.isEmpty()
                        ? health(Blame.of(seen, read.watermark), flat, read.watermark, now)
                        : unknown(seen.size(), down, read.watermark, now));
    }

    private Read read(
            Snapshot snapshot, Dataset dataset, List<DefinedMetric> bySensor, Instant watermark, Instant now) {
        Read known = remembered.get(dataset.id());
        if (known == null || !known.isFresh(now)) {
            var reader = new SensorReader(snapshot);
            known = new Read(
                    now, watermark, reader.sensors(dataset, bySensor, watermark), reader.flat(bySensor, watermark));
            remembered.put(dataset.id(), known);
        }
        return known;
    }

    private static boolean isSeen(Snapshot snapshot, Sensor sensor) {
        return switch (snapshot.scope().districts()) {
            case Reach.All all -> true;
            case Reach.Only only -> sensor.district() != null && only.values().contains(sensor.district());
        };
    }

    private SensorHealth unknown(int sensors, List<String> down, Instant asOf, Instant now) {
        return new SensorHealth(
                SensorHealth.Level.FEED,
                FeedWords.inAll(config.zone(), now, words -> words.feeds(down)),
                asOf,
                sensors,
                0,
                0,
                List.of(),
                List.of(),
                List.of());
    }

    private SensorHealth health(Blame blame, List<SensorHealth.Flat> flat, Instant asOf, Instant now) {
        return new SensorHealth(
                level(blame, flat),
                FeedWords.inAll(config.zone(), now, words -> words.text(blame, flat.size())),
                asOf,
                blame.sensors(),
                blame.silent(),
                blame.controllers(),
                blame.silentControllers().stream()
                        .limit(SHOWN)
                        .map(group -> new SensorHealth.Controller(
                                group.controller(),
                                group.sensors().size(),
                                group.since().orElse(null)))
                        .toList(),
                blame.silentSensors().stream()
                        .limit(SHOWN)
                        .map(sensor -> new SensorHealth.Silent(
                                sensor.id(), sensor.road(), sensor.last().orElse(null)))
                        .toList(),
                flat.stream().limit(SHOWN).toList());
    }

    private static SensorHealth.Level level(Blame blame, List<SensorHealth.Flat> flat) {
        if (blame.everything()) {
            return SensorHealth.Level.FEED;
        }
        if (!blame.silentControllers().isEmpty()) {
            return SensorHealth.Level.CONTROLLER;
        }
        return blame.silentSensors().isEmpty() && flat.isEmpty() ? SensorHealth.Level.NONE : SensorHealth.Level.SENSOR;
    }
}
