package org.chengyun.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.chengyun.api.ApiConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The registry follows its files. */
@QuarkusTest
@QuarkusTestResource(CityDatabase.class)
class RegistryTest {
    @Inject
    ApiConfig config;

    @Inject
    DataSource dataSource;

    @Test
    void shouldImportTheFilesAtStart() throws SQLException {
        assertThat(ask("select count(*)::text from site where dataset = 'traffic'"))
                .isEqualTo("5");
        assertThat(ask("select road || district || lat || active from site where site = 's4'"))
                .isEqualTo("r3d230.64true");
        assertThat(ask("select label_zh || kind || (geometry ->> 'type') from area where area = 'd1'"))
                .isEqualTo("一区districtPolygon");
    }

    @Test
    void shouldImportAFileAgainWhenItChanges() throws SQLException, IOException, InterruptedException {
        // Given
        Path file = config.home().resolve("city/sites.csv");
        // When
        Files.writeString(file, "parking,p1,,d1,,,300,true\n", StandardOpenOption.APPEND);
        // Then
        String interval = null;
        for (int i = 0; i < 100 && interval == null; i++) {
            Thread.sleep(Duration.ofMillis(200));
            interval = ask("select interval_s::text from site where dataset = 'parking' and site = 'p1'");
        }
        assertThat(interval).isEqualTo("300");
    }

    private @Nullable String ask(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
