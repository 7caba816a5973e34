package org.chengyun.ingest.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chengyun.ingest.decode.KnownSite;
import org.chengyun.ingest.decode.RegistryAway;
import org.chengyun.ingest.decode.SiteRegistry.Site;
import org.chengyun.ingest.site.JdbcSiteRegistry;
import org.chengyun.ingest.site.SiteTables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The HTTP contract, on the running application with a real broker and a real database. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class IngestHttpTest {
    private static final String PROBLEM = "https://chengyun.org/problems/";

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void awaitKafka() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            String health = given().get("/q/health/well").asString();
            if (!health.contains("\"kafka\"")) {
                return;
            }
            Thread.sleep(100);
        }
    }

    private static byte[] log(int lines, String mark) {
        var text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("a - - [20/Nov/2026:10:00:00 +0800] \"GET /%s/%d HTTP/1.1\" 200 1%s\n"
                    .formatted(mark, i, i == 1 ? "x" : ""));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, Object> request(String dataset, byte[] content) throws Exception {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("dataset", dataset);
        request.put("format", null);
        request.put("zone", null);
        request.put("name", "a file");
        request.put("bytes", content.length);
        request.put(
                "sha256",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        request.put("head", Base64.getEncoder().encodeToString(content));
        request.put("continues", null);
        return request;
    }

    private static ValidatableResponse begin(Map<String, Object> request) {
        return given().contentType("application/json")
                .body(request)
                .post("/api/v1/loads")
                .then();
    }

    private static ValidatableResponse put(String id, long from, boolean last, byte[] piece) {
        return given().contentType("application/octet-stream")
                .queryParam("from", from)
                .queryParam("last", last)
                .body(piece)
                .put("/api/v1/loads/{id}/bytes", id)
                .then();
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void shouldLoadAFilePieceByPiece() throws Exception {
        byte[] content = log(10, "pieces");
        String id = begin(request("portal", content))
                .statusCode(200)
                .body("format", equalTo("ncsa-common"))
                .body("position", equalTo(0))
                .body("complete", equalTo(false))
                .extract()
                .path("id");

        int position = put(id, 0, false, Arrays.copyOf(content, 300))
                .statusCode(200)
                .body("complete", equalTo(false))
                .extract()
                .path("position");
        put(id, 0, false, content)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo(PROBLEM + "position-mismatch"))
                .body("position", equalTo(position));
        put(id, position, true, Arrays.copyOfRange(content, position, content.length))
                .statusCode(200)
                .body("complete", equalTo(true))
                .body("committed", equalTo(false))
                .body("read", equalTo(10))
                .body("observations", equalTo(9))
                .body("filtered", equalTo(0))
                .body("quarantined.size-malformed", equalTo(1));

        begin(request("portal", content))
                .statusCode(200)
                .body("id", equalTo(id))
                .body("read", equalTo(10));
        given().queryParam("dataset", "portal").get("/api/v1/loads").then().body("id", hasItem(id));
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void shouldSayCommittedWhenTheEngineHasReachedEverything() throws Exception {
        byte[] content = log(5, "committed");
        String id = begin(request("portal", content)).extract().path("id");
        put(id, 0, true, content).body("committed", equalTo(false));

        reach("live", "chengyun.portal");
        given().get("/api/v1/loads/" + id).then().body("committed", equalTo(false));
        reach("quarantine", "chengyun.quarantine");
        given().get("/api/v1/loads/" + id).then().body("committed", equalTo(true));
    }

    private void reach(String job, String topic) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into engine_offset (job, topic, partition, next_offset) select ?, ?, p, 1000 from generate_series(0, 7) p")) {
            insert.setString(1, job);
            insert.setString(2, topic);
            insert.executeUpdate();
        }
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void shouldExplainWhatCannotBeLoaded() throws Exception {
        byte[] columns = "id,speed,data_as_of\n1,2,3\n".getBytes(StandardCharsets.US_ASCII);
        begin(request("traffic", columns))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo(PROBLEM + "columns-missing"))
                .body("missing", hasItem("link_name"))
                .body("found", hasSize(3));
        begin(request("traffic", new byte[] {0, 1, 2, 3}))
                .statusCode(400)
                .body("type", equalTo(PROBLEM + "format-unknown"))
                .body("formats", hasItem("detector-csv"))
                .body("detail", containsString("nyc-dot-speeds"));
        begin(request("weather", columns)).statusCode(400).body("type", equalTo(PROBLEM + "dataset-unknown"));
        begin(request("portal", new byte[0])).statusCode(400).body("type", equalTo(PROBLEM + "file-empty"));
        Map<String, Object> zone = request("portal", log(1, "zone"));
        zone.put("zone", "Mars/Olympus");
        begin(zone).statusCode(400).body("type", equalTo(PROBLEM + "zone-unknown"));
        given().contentType("application/json")
                .body("[1")
                .post("/api/v1/loads")
                .then()
                .statusCode(400)
                .body("type", equalTo(PROBLEM + "request-malformed"));
        given().contentType("text/csv")
                .body("x")
                .post("/api/v1/loads")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        given().get("/api/v1/loads/nothing").then().statusCode(404).body("type", equalTo(PROBLEM + "load-unknown"));
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void shouldRefuseAPieceThatIsTooLarge() throws Exception {
        String id = begin(request("portal", log(2, "large"))).extract().path("id");

        put(id, 0, false, new byte[(8 << 20) + 1]).statusCode(413).body("type", equalTo(PROBLEM + "body-too-large"));
    }

    @Test
    @TestSecurity(user = "eve", roles = "viewer")
    void shouldLetNobodyElseIn() {
        given().get("/api/v1/loads").then().statusCode(403);
        push().statusCode(403);
    }

    private static ValidatableResponse push() {
        return given().contentType("text/plain")
                .body("{}")
                .post("/api/v1/feeds/traffic")
                .then();
    }

    @Test
    void shouldLetNobodyUnknownIn() {
        given().get("/api/v1/loads").then().statusCode(401);
        push().statusCode(401);
    }

    @Test
    void shouldReadTheRegistryOfSitesAndTakeNothingBefore() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("insert into site values ('traffic', 'D7', 'R7', 'Nord', 1, 2, 60, true)");
        }
        try (var registry = new JdbcSiteRegistry(database, Duration.ofMinutes(1), SiteTables.NONE)) {
            assertThatThrownBy(registry::requireRead).isInstanceOf(RegistryAway.class);
            registry.start();
            for (int i = 0; i < 100 && registry.find("traffic", "D7") == null; i++) {
                Thread.sleep(50);
            }

            assertThat(registry.find("traffic", "D7")).isEqualTo(new Site("R7", "Nord"));
            assertThat(registry.find("traffic", "D8")).isNull();
            registry.requireRead();
        }
    }

    @Test
    void shouldAddTheSitesOfTablesButNotOverTheOperatorsWords() throws Exception {
        execute("insert into site values ('traffic', 'T1', 'R1', null, null, null, 30, true)");
        var tables = new SiteTables(Map.of(
                "traffic",
                List.of(new KnownSite("T1", "A2", 5.5, 51.5, 60), new KnownSite("T2", "A3", null, null, 300))));
        for (int i = 0; i < 2; i++) {
            try (var registry = new JdbcSiteRegistry(database, Duration.ofMinutes(1), tables)) {
                registry.start();
                for (int k = 0; k < 100 && registry.find("traffic", "T2") == null; k++) {
                    Thread.sleep(50);
                }
                assertThat(registry.find("traffic", "T1")).isEqualTo(new Site("R1", null));
                assertThat(registry.find("traffic", "T2")).isEqualTo(new Site("A3", null));
            }
        }
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select lon, lat, interval_s from site where site = 'T1'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getDouble(1)).isEqualTo(5.5);
            assertThat(row.getDouble(2)).isEqualTo(51.5);
            assertThat(row.getInt(3)).isEqualTo(30);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
