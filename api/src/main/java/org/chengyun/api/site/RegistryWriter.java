package org.chengyun.api.site;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import javax.sql.DataSource;

/** Writes sites and areas; those that are there already get the new values. Thread-safe. */
@ApplicationScoped
class RegistryWriter {
    private static final String SITE = """
            insert into site as old (dataset, site, road, district, lon, lat, interval_s, active, controller)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (dataset, site) do update
              set road = excluded.road, district = excluded.district, lon = excluded.lon, lat = excluded.lat,
                  interval_s = excluded.interval_s, active = excluded.active, controller = excluded.controller
              where (old.road, old.district, old.lon, old.lat, old.interval_s, old.active, old.controller)
                is distinct from (excluded.road, excluded.district, excluded.lon, excluded.lat, excluded.interval_s, excluded.active,
                                    excluded.controller)
            """;
    private static final String AREA = """
            insert into area as old (area, kind, label_en, label_zh, geometry)
            values (?, ?, ?, ?, ?::jsonb)
            on conflict (area) do update
              set kind = excluded.kind, label_en = excluded.label_en, label_zh = excluded.label_zh,
                  geometry = excluded.geometry
              where (old.kind, old.label_en, old.label_zh, old.geometry)
                is distinct from (excluded.kind, excluded.label_en, excluded.label_zh, excluded.geometry)
            """;

    private final DataSource dataSource;

    RegistryWriter(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Transactional
    void writeSites(List<SiteLines.Line> sites) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(SITE)) {
            for (var site : sites) {
                statement.setString(1, site.dataset());
                statement.setString(2, site.site());
                statement.setString(3, site.road());
                statement.setString(4, site.district());
                statement.setObject(5, site.lon(), Types.DOUBLE);
                statement.setObject(6, site.lat(), Types.DOUBLE);
                statement.setInt(7, site.intervalSeconds());
                statement.setBoolean(8, site.active());
                statement.setString(9, site.controller());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Transactional
    void writeAreas(List<AreaFeatures.Area> areas) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(AREA)) {
            for (var area : areas) {
                statement.setString(1, area.area());
                statement.setString(2, area.kind());
                statement.setString(3, area.labelEn());
                statement.setString(4, area.labelZh());
                statement.setString(5, area.geometry());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
