package org.chengyun.api.feed;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.FixedWindow;
import org.jspecify.annotations.Nullable;

/**
 * Reads when the sensors of a dataset last reported: from the slices of the metrics that the dataset has by sensor. Belongs
 * to a snapshot.
 */
final class SensorReader {
    /** Further back nobody looks: a chunk of the windows is seven days. */
    static final Duration BACK = Duration.ofDays(8);

    private static final int HOUR_S = 3_600;
    private static final int READINGS = 10;
    private static final String LAST = """
            select s.site, s.controller, s.road, s.district, s.lon, s.lat, s.interval_s, max(w.until) as last
              from site s
              left join lateral (
                select newest.start + make_interval(secs => m.slice_s) as until
                  from unnest(?::int[], ?::int[]) as m (metric_no, slice_s)
                  join series r on r.metric_no = m.metric_no and r.dimensions = array[s.site]
                 cross join lateral (
                   select start from window_stat
                    where series_no = r.series_no and size_s = m.slice_s and start >= ?
                    order by start desc limit 1) newest) w on true
             where s.dataset = ? and s.active and s.interval_s > 0
             group by s.dataset, s.site
             order by s.site
            """;
    /** 0 may well be all that there is to report. */
    private static final String FLAT = """
            select r.dimensions[1] as site, w.min as value
              from window_stat w join series r using (series_no)
             where w.metric_no = ? and w.size_s = ? and w.start = ? and w.n >= ? and w.min = w.max and w.min <> 0
             order by site
            """;

    private final Snapshot snapshot;

    SensorReader(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** The metrics of a dataset that tell by their series which sensor reported. */
    static List<DefinedMetric> bySensor(Dataset dataset, List<DefinedMetric> metrics) {
        String sensor = dataset.enrichment().map(Dataset.Enrichment::by).orElse(dataset.key());
        return metrics.stream()
                .filter(metric ->
                        metric.dataset().equals(dataset) && metric.number().isPresent())
                .filter(metric ->
                        metric.metric().hasWindows() && !metric.metric().isSketchedTop())
                .filter(metric -> metric.metric().by().equals(List.of(sensor))
                        && metric.metric().where().isEmpty())
                .toList();
    }

    /** The active sensors of the registry; none if it has none. */
    List<Sensor> sensors(Dataset dataset, List<DefinedMetric> metrics, Instant asOf) {
        try (var statement = snapshot.connection().prepareStatement(LAST)) {
            bind(statement, dataset, metrics, asOf);
            List<Row> rows = new ArrayList<>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getString("site"),
                            row.getString("controller"),
                            row.getString("road"),
                            row.getString("district"),
                            row.getObject("lon", Double.class),
                            row.getObject("lat", Double.class),
                            row.getInt("interval_s"),
                            Times.optional(row, "last")));
                }
            }
            return sensors(rows);
        } catch (SQLException e) {
            throw new ReadFailed("the sensors of " + dataset.id(), e);
        }
    }

    private void bind(PreparedStatement statement, Dataset dataset, List<DefinedMetric> metrics, Instant asOf)
            throws SQLException {
        var connection = snapshot.connection();
        Object[] numbers =
                metrics.stream().map(metric -> metric.number().getAsInt()).toArray();
        Object[] slices = metrics.stream()
                .map(metric -> metric.metric().slice().sizeSeconds())
                .toArray();
        statement.setArray(1, connection.createArrayOf("int4", numbers));
        statement.setArray(2, connection.createArrayOf("int4", slices));
        statement.setObject(3, Times.sql(asOf.minus(BACK)));
        statement.setString(4, dataset.id());
    }

    private record Row(
            String site,
            @Nullable String controller,
            @Nullable String road,
            @Nullable String district,
            @Nullable Double lon,
            @Nullable Double lat,
            int intervalS,
            Optional<Instant> last) {
        /** Where it stands, to about ten metres; null if nobody knows. */
        @Nullable
        String place() {
            return lon == null || lat == null ? null : String.format(Locale.ROOT, "%.4f, %.4f", lon, lat);
        }
    }

    /** Without a word of the registry, sensors that stand at one place hang together. */
    private static List<Sensor> sensors(List<Row> rows) {
        Map<String, Integer> places = new HashMap<>();
        for (Row row : rows) {
            String place = row.place();
            if (place != null && row.controller == null) {
                places.merge(place, 1, Integer::sum);
            }
        }
        return rows.stream()
                .map(row -> {
                    String place = row.place();
                    boolean shared = place != null && places.getOrDefault(place, 0) > 1;
                    String controller = row.controller != null || !shared ? row.controller : place;
                    return new Sensor(row.site, controller, row.road, row.district, row.intervalS, row.last);
                })
                .toList();
    }

    /** Sensors whose value did not move in the last hour that is closed. */
    List<SensorHealth.Flat> flat(List<DefinedMetric> metrics, Instant watermark) {
        Instant start = watermark.minusSeconds(HOUR_S + Math.floorMod(watermark.getEpochSecond(), (long) HOUR_S));
        // to the hour, whatever was left of its last second
        Instant hour = Instant.ofEpochSecond(start.getEpochSecond());
        List<SensorHealth.Flat> flat = new ArrayList<>();
        for (DefinedMetric metric : metrics) {
            boolean hourly = metric.metric().windows().contains(new FixedWindow(HOUR_S * 1000L, HOUR_S * 1000L));
            if (hourly && !metric.metric().isCount()) {
                readFlat(metric, hour, flat);
            }
        }
        return flat;
    }

    private void readFlat(DefinedMetric metric, Instant hour, List<SensorHealth.Flat> flat) {
        try (var statement = snapshot.connection().prepareStatement(FLAT)) {
            statement.setInt(1, metric.number().getAsInt());
            statement.setInt(2, HOUR_S);
            statement.setObject(3, Times.sql(hour));
            statement.setInt(4, READINGS);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    String sensor = row.getString("site");
                    if (sensor != null) {
                        flat.add(new SensorHealth.Flat(sensor, metric.metric().id(), row.getDouble("value"), hour));
                    }
                }
            }
        } catch (SQLException e) {
            throw new ReadFailed("the values of " + metric.metric().id(), e);
        }
    }
}
