package org.chengyun.api.rest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.chengyun.api.database.EngineTables;
import org.chengyun.api.database.Observation;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A small city in the engine's tables. Monday 2026-11-02, 08:00 UTC on.
 *
 * <p>Traffic: five sites report once a minute from 08:00 to before 09:15, but s4 fell silent at 08:30 and s5 is not active;
 * closed up to 09:10. Portal: two requests a minute in the hour from 08:00 on the four Mondays before, one a minute today
 * until before 08:45, every fifth of them a server error; closed up to 08:30. Events: see there.
 */
final class CityFixture {
    static final Instant EIGHT = Instant.parse("2026-11-02T08:00:00Z");
    static final String SITES = """
            dataset,site,road,district,lon,lat,interval_s,active
            traffic,s1,r1,d1,104.01,30.61,60,true
            traffic,s2,r1,d1,104.02,30.62,60,true
            traffic,s3,r2,d1,104.03,30.63,60,true
            traffic,s4,"r3",d2,104.04,30.64,60,true
            traffic,s5,r3,d2,,,60,false
            traffic,s6,r3,d2,,,0,true
            """;
    static final String AREAS = """
            {"type": "FeatureCollection", "features": [
              {"type": "Feature", "properties": {"area": "d1", "label_en": "First", "label_zh": "一区"},
               "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}]}""";

    private final EngineTables tables;
    private final Catalogue catalogue;

    private CityFixture(EngineTables tables, Catalogue catalogue) {
        this.tables = tables;
        this.catalogue = catalogue;
    }

    static void fill(Connection connection, Catalogue catalogue) throws SQLException {
        var fixture = new CityFixture(new EngineTables(connection), catalogue);
        fixture.traffic();
        fixture.portal();
        fixture.events();
        connection.createStatement().execute("""
                insert into engine_state values ('live', 'host, process 1', 'traffic', '2026-11-02T09:15:00Z', 'WAITING',
                  'Kafka at kafka.internal:9092 does not answer', 'new series count as other', 'CATCHING_UP', 'why', 450, 220,
                  431, 500, 200, 1000, 200000, 20, 35, 77, 300, 5000, 1, 2, 3, 4, 5, 10, 20, 3000, 100000, 1, 2, null, null)
                """);
        connection.createStatement().execute("""
                insert into series_admission (metric_no, series, minute, admitted, overflowed, overflowed_at, why)
                select metric_no, 3, '2026-11-02T09:14:00Z', 3, 1204, '2026-11-02T09:14:31Z', 'new-series'
                  from metric where id = 'traffic.speed' and active
                """);
        connection.createStatement().execute("""
                insert into quarantine (at, dataset, feed, stage, reason, detail, source, bytes, topic, partition, record_offset)
                values ('2026-11-02T08:00:01Z', 'portal', 'access-log', 'ingest', 'time-malformed', '', 'a.log:1', '', 't', 0, 1),
                       ('2026-11-02T08:00:02Z', 'portal', 'access-log', 'ingest', 'time-malformed', '', 'a.log:2', '', 't', 0, 2),
                       ('2026-11-02T08:00:03Z', 'portal', 'access-log', 'engine', 'future', '', 'a.log:3', '', 't', 0, 3)
                """);
    }

    private record Site(String site, String road, String district, int number) {}

    private static final List<Site> ACTIVE = List.of(
            new Site("s1", "r1", "d1", 1),
            new Site("s2", "r1", "d1", 2),
            new Site("s3", "r2", "d1", 3),
            new Site("s4", "r3", "d2", 4));

    private void traffic() throws SQLException {
        Dataset dataset = catalogue.dataset("traffic").orElseThrow();
        Instant watermark = EIGHT.plus(Duration.ofMinutes(70));
        tables.cut(11, dataset, "batch", null);
        tables.cut(12, dataset, "close", watermark);
        tables.watermark(dataset, watermark, 12);
        tables.newest(dataset, EIGHT.plus(Duration.ofMinutes(74).plusSeconds(30)));
        for (Metric metric : catalogue.metricsOf(dataset)) {
            if (metric.session().isPresent()) {
                congestion(tables.metric(metric));
                continue;
            }
            List<Observation> readings = readings(site -> metric.by().stream()
                    .<@Nullable String>map(dimension -> switch (dimension) {
                        case "site" -> site.site;
                        case "road" -> site.road;
                        default -> site.district;
                    })
                    .toList());
            tables.fill(metric, readings, Optional.of(watermark), 12);
        }
    }

    /** By site and district; the gap is ten minutes. */
    private void congestion(int metric) throws SQLException {
        tables.session(metric, List.of("s1", "d1"), "2026-11-02T08:05:00Z", "2026-11-02T08:20:30Z", 3, 0);
        tables.session(metric, List.of("s3", "d2"), "2026-11-02T08:05:00Z", "2026-11-02T08:05:00Z", 1, 1);
        tables.session(metric, List.of("s2", "d1"), "2026-11-02T08:40:00Z", "2026-11-02T09:00:01Z", 2, 1);
    }

    private static List<Observation> readings(Function<Site, List<@Nullable String>> dimensions) {
        List<Observation> readings = new ArrayList<>();
        for (int minute = 0; minute < 75; minute++) {
            for (Site site : ACTIVE) {
                if (site.number < 4 || minute < 30) {
                    Instant at = EIGHT.plus(Duration.ofMinutes(minute)).plusSeconds(30);
                    double value = 10 * site.number + minute % 10;
                    readings.add(new Observation(at, dimensions.apply(site), value, minute == 5 && site.number == 1));
                }
            }
        }
        return readings;
    }

    private void portal() throws SQLException {
        Dataset dataset = catalogue.dataset("portal").orElseThrow();
        Instant watermark = EIGHT.plus(Duration.ofMinutes(30));
        List<Observation> requests = new ArrayList<>();
        for (int week = 0; week <= 4; week++) {
            for (int i = 0; i < (week == 0 ? 45 : 120); i++) {
                Instant at = EIGHT.minus(Duration.ofDays(7L * week)).plusSeconds(week == 0 ? 60L * i : 30L * i);
                requests.add(new Observation(at, List.of(), 0, false));
            }
        }
        tables.cut(9, dataset, "close", watermark);
        tables.watermark(dataset, watermark, 9);
        tables.newest(dataset, EIGHT.plus(Duration.ofMinutes(45)));
        tables.fill(catalogue.metric("portal.requests").orElseThrow(), requests, Optional.of(watermark), 9);
        List<Observation> today =
                requests.stream().filter(o -> !o.at().isBefore(EIGHT)).toList();
        tables.fill(
                catalogue.metric("portal.requests.service").orElseThrow(),
                today.stream()
                        .map(o -> new Observation(o.at(), Collections.singletonList("tax"), 0, false))
                        .toList(),
                Optional.of(watermark),
                9);
        errors(watermark);
        visits(tables.metric(catalogue.metric("portal.sessions.service").orElseThrow()));
    }

    /** Six people at one service, of 0 to 5 minutes; two at another, of whom one may come back. The gap is half an hour. */
    private void visits(int metric) throws SQLException {
        for (int i = 0; i < 6; i++) {
            String last = "2026-11-02T07:%02d:00Z".formatted(2 * i);
            tables.session(metric, List.of("tax", "p" + i), "2026-11-02T07:%02d:00Z".formatted(i), last, i + 1, 0);
        }
        tables.session(metric, List.of("permit", "p6"), "2026-11-02T07:30:00Z", "2026-11-02T07:31:00Z", 2, 0);
        tables.session(metric, List.of("permit", "p7"), "2026-11-02T08:10:00Z", "2026-11-02T08:20:00Z", 2, 0);
    }

    private void errors(Instant watermark) throws SQLException {
        List<Observation> errors = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            errors.add(new Observation(EIGHT.plusSeconds(300L * i), Collections.singletonList("tax"), 0, false));
        }
        tables.fill(catalogue.metric("portal.errors.service").orElseThrow(), errors, Optional.of(watermark), 9);
    }

    /** In the hour from 08:00: ten cases on Thursday, twenty on Friday, one at the weekend, six today; all closed. */
    private void events() throws SQLException {
        Dataset dataset = catalogue.dataset("events").orElseThrow();
        Instant watermark = EIGHT.plus(Duration.ofHours(1));
        List<Observation> cases = new ArrayList<>();
        int[] perDay = {6, 1, 0, 20, 10};
        for (int day = 0; day < perDay.length; day++) {
            for (int i = 0; i < perDay[day]; i++) {
                cases.add(new Observation(EIGHT.minus(Duration.ofDays(day)).plusSeconds(60L * i), List.of(), 0, false));
            }
        }
        tables.watermark(dataset, watermark, 10);
        tables.fill(catalogue.metric("events.opened").orElseThrow(), cases, Optional.of(watermark), 10);
    }
}
