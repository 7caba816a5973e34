package org.chengyun.api.rest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.chengyun.api.database.TestDatabase;
import org.chengyun.datasets.catalogue.Catalogue;

/** The small city for all tests of the interface, in a database and a data folder of their own. */
public class CityDatabase implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        try {
            var database = TestDatabase.create("api_rest_test");
            String root = Objects.requireNonNull(System.getProperty("chengyun.root"));
            try (var connection = database.connect()) {
                CityFixture.fill(connection, Catalogue.load(Path.of(root, "datasets"), ZoneId.of("Asia/Shanghai")));
            }
            Path home = Files.createTempDirectory("chengyun-api-test");
            Files.createDirectories(home.resolve("city"));
            Files.writeString(home.resolve("city/sites.csv"), CityFixture.SITES);
            Files.writeString(home.resolve("city/areas.geojson"), CityFixture.AREAS);
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    database.url(),
                    "quarkus.datasource.username",
                    database.user(),
                    "quarkus.datasource.password",
                    database.password(),
                    "chengyun.home",
                    home.toString(),
                    "chengyun.api.site-counts-kept-for",
                    "0s",
                    "chengyun.api.registry-check-every",
                    "1s",
                    "chengyun.api.read-timeout",
                    "5s",
                    "chengyun.api.heartbeat",
                    "1s");
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {}
}
