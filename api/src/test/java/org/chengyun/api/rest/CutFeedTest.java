package org.chengyun.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.chengyun.api.cut.CutFeed;
import org.chengyun.api.cut.CutNotice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Word of each commit reaches listeners and streams, also after the database was away. */
@QuarkusTest
@QuarkusTestResource(CityDatabase.class)
@TestSecurity(user = "vera", roles = "viewer")
@Timeout(60)
class CutFeedTest {
    private static final Instant WATERMARK = Instant.parse("2026-11-02T08:20:00Z");

    @Inject
    CutFeed feed;

    @Inject
    DataSource dataSource;

    @Test
    void shouldPassOnWhatTheEngineSays() throws SQLException, InterruptedException {
        BlockingQueue<CutNotice> heard = new LinkedBlockingQueue<>();
        var subscription = feed.subscribe(heard::add);
        try {
            // When
            execute("select pg_notify('chengyun_cut', 'nonsense')");
            say(101);
            // Then
            assertThat(await(heard, 101)).isEqualTo(new CutNotice(101, "portal", "batch", WATERMARK));
        } finally {
            subscription.close();
        }
        // When
        say(102);
        // Then
        assertThat(heard.poll(1, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void shouldNotLetOneListenerSilenceAnother() throws SQLException, InterruptedException {
        BlockingQueue<CutNotice> heard = new LinkedBlockingQueue<>();
        CutFeed.Subscription faulty = feed.subscribe(notice -> {
            throw new IllegalStateException("a fault of the test");
        });
        var subscription = feed.subscribe(heard::add);
        try {
            say(111);
            assertThat(await(heard, 111)).isNotNull();
        } finally {
            faulty.close();
            subscription.close();
        }
    }

    @Test
    void shouldComeBackAndTellWhatWasMissed() throws SQLException, InterruptedException {
        BlockingQueue<CutNotice> heard = new LinkedBlockingQueue<>();
        var subscription = feed.subscribe(heard::add);
        try {
            // When
            execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                    + " and application_name = 'chengyun-cut-feed'");
            // Then
            assertThat(await(heard, 12)).extracting(CutNotice::dataset).isEqualTo("traffic");
            say(121);
            assertThat(await(heard, 121)).isNotNull();
        } finally {
            subscription.close();
        }
    }

    @Test
    void shouldStreamCutsAndSignsOfLife() throws SQLException, IOException, InterruptedException {
        var stream = URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/cuts");
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(HttpRequest.newBuilder(stream).build(), BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                awaitLine(lines, ":alive");
                say(131);
                awaitLine(lines, "event:cut");
                awaitLine(
                        lines,
                        "data:{\"cut\":131,\"dataset\":\"portal\",\"kind\":\"batch\",\"watermark\":\"2026-11-02T08:20:00Z\"}");
            }
            client.shutdownNow();
        }
    }

    private static void awaitLine(BufferedReader lines, String wanted) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals(wanted)) {
            line = lines.readLine();
        }
        assertThat(line).isEqualTo(wanted);
    }

    private static @Nullable CutNotice await(BlockingQueue<CutNotice> heard, long cut) throws InterruptedException {
        CutNotice notice = heard.poll(20, TimeUnit.SECONDS);
        while (notice != null && notice.cut() != cut) {
            notice = heard.poll(20, TimeUnit.SECONDS);
        }
        return notice;
    }

    private void say(long cut) throws SQLException {
        execute("select pg_notify('chengyun_cut', json_build_object('cut', %d, 'dataset', 'portal', 'kind', 'batch',"
                        .formatted(cut)
                + " 'watermark', timestamptz '2026-11-02T08:20:00Z')::text)");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
