package org.chengyun.engine.runner.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.chengyun.datasets.catalogue.Catalogue;

/** A small dataset with every shape of window: slices, sliding, roll-ups, counts, values, rankings both ways. */
public final class TestCatalogue {
    private TestCatalogue() {}

    public static Catalogue probe(Path folder) {
        return probe(folder, "");
    }

    /** @param option of the dataset, a line */
    public static Catalogue probe(Path folder, String option) {
        return load(folder, option, METRICS);
    }

    /** The same with metrics of sessions, and one with both. */
    public static Catalogue withSessions(Path folder) {
        return withSessions(folder, "");
    }

    /** @param option of the dataset, a line */
    public static Catalogue withSessions(Path folder, String option) {
        return load(folder, option, METRICS + SESSIONS + BOTH);
    }

    /** Metrics of sessions, none with windows. */
    static Catalogue onlySessions(Path folder) {
        return load(folder, "", SESSIONS);
    }

    private static Catalogue load(Path folder, String option, String metrics) {
        try {
            Path probe = Files.createDirectories(folder.resolve("probe"));
            Files.writeString(probe.resolve("dataset.yaml"), DATASET + option);
            Files.writeString(probe.resolve("metrics.yaml"), metrics);
            return Catalogue.load(folder, ZONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its clocks go forward on 2026-03-08 at 02:00. */
    static final ZoneId ZONE = ZoneId.of("America/New_York");

    private static final String DATASET = """
            id: probe
            label: { en: Probe, zh-CN: 探针 }
            event_time: at
            key: road
            partitions: 3
            allowed_lateness: 10s
            idle_after: 1s
            fields:
              at:    { type: time, required: true }
              road:  { type: text, required: true, dimension: true }
              area:  { type: text, dimension: true }
              speed: { type: number, unit: km/h, min: -1000, max: 1000000000 }
            """;
    private static final String METRICS = """
            - id: probe.count
              label: { en: Count, zh-CN: 计数 }
              meaning: { en: All, zh-CN: 全部 }
              windows: [1m, 1h, day, month]
            - id: probe.speed.road
              label: { en: Speed, zh-CN: 车速 }
              meaning: { en: Speed, zh-CN: 车速 }
              value: speed
              by: [road]
              windows: [1m, 5m/1m, 10m, 1h, day, week]
              top: { n: 3, rank: mean, order: ascending, windows: [5m/1m, 1h, day] }
            - id: probe.fast.both
              label: { en: Fast, zh-CN: 快 }
              meaning: { en: Fast, zh-CN: 快 }
              value: speed
              by: [road, area]
              where: speed >= 50 and area is not null
              windows: [10m/2m]
              top: { n: 2, rank: sum(speed) }
            - id: probe.sketch.area
              label: { en: Percentiles, zh-CN: 百分位 }
              meaning: { en: Speed, zh-CN: 车速 }
              value: speed
              by: [area]
              windows: [1m, 5m/1m, 10m, 1h, day, week]
              stats: [count, mean, p50, p95, distinct]
            - id: probe.roads
              label: { en: Roads, zh-CN: 道路 }
              meaning: { en: Roads with speeds, zh-CN: 有车速的道路 }
              value: road
              where: speed >= 50
              windows: [10m/2m, 1h, day]
            - id: probe.frequent
              label: { en: Frequent, zh-CN: 频繁 }
              meaning: { en: Frequent roads and areas, zh-CN: 频繁的道路与区域 }
              by: [road, area]
              windows: [1m, 5m/1m, 1h, day]
              top: { n: 3, rank: count, sketch: true, windows: [1m, 5m/1m, 1h, day] }
            """;
    private static final String SESSIONS = """
            - id: probe.runs
              label: { en: Runs, zh-CN: 连续 }
              meaning: { en: Observations of a road, zh-CN: 道路观测 }
              by: [road]
              session: { gap: 60s }
            - id: probe.fast.runs
              label: { en: Fast runs, zh-CN: 快速连续 }
              meaning: { en: Fast observations of an area, zh-CN: 区域快速观测 }
              value: speed
              by: [area]
              where: speed >= 50
              session: { gap: 2m }
            - id: probe.short.runs
              label: { en: Short runs, zh-CN: 短连续 }
              meaning: { en: Speeds of a road, zh-CN: 道路车速 }
              value: speed
              by: [road]
              session: { gap: 1s }
            """;
    private static final String BOTH = """
            - id: probe.both
              label: { en: Both, zh-CN: 两者 }
              meaning: { en: Windows and sessions of a road, zh-CN: 道路窗口与会话 }
              value: speed
              by: [road]
              windows: [1m, 5m/1m]
              session: { gap: 1s }
              stats: [count, sum, p50]
              top: { n: 3, rank: count, windows: [5m/1m] }
            """;
}
