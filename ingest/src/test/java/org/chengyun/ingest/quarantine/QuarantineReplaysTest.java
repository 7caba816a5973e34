package org.chengyun.ingest.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.chengyun.ingest.load.LoadRequest;
import org.chengyun.ingest.load.LoadStatus;
import org.chengyun.ingest.outbox.Topics;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.launcher.stack.DatabaseAccess;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected records, read again: into a real broker, from a real database. */
class QuarantineReplaysTest {
    private static final String PARKING = "chengyun.parking";
    private static final String FORMAT = "parking/formats/parking-csv.yaml";
    private static final String HEADER = "time,lot,district,spaces,taken\n";
    private static int databases;
    private static LocalStack stack;

    @TempDir
    private Path folder;

    private DatabaseAccess access;
    private Rig rig;

    @BeforeAll
    static void startStack() throws Exception {
        stack = LocalStack.start(
                Files.createTempDirectory(Files.createDirectories(Path.of("target")), "quarantine-stack"),
                Set.of(Part.KAFKA, Part.DATABASE));
    }

    @AfterAll
    static void stopStack() {
        stack.close();
    }

    @BeforeEach
    void startRig() throws Exception {
        access = stack.createDatabase("quarantine_" + ++databases);
        Flyway.configure()
                .dataSource(access.jdbcUrl(), access.user(), access.password())
                .load()
                .migrate();
        Rig.copyDefinitions(folder);
        rig = new Rig(stack.kafkaBootstrap(), access.jdbcUrl(), access.user(), access.password(), folder);
    }

    @AfterEach
    void stopRig() {
        rig.close();
    }

    /** Loads a file; its rejected records are in the table then, those of earlier tests are not. */
    private String load(String dataset, String format, String template) throws Exception {
        // the same content is known for ever
        String content = template.replace(",d1,", ",%s,".formatted(district()));
        rig.bringToTable();
        execute("delete from quarantine");
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        LoadStatus status = rig.loads.begin(new LoadRequest(
                dataset,
                format,
                null,
                "a file",
                bytes.length,
                hash,
                Base64.getEncoder().encodeToString(bytes),
                null,
                null));
        byte[] rest = Arrays.copyOfRange(bytes, (int) status.position(), bytes.length);
        rig.loads.append(status.id(), status.position(), true, rest);
        long before = rig.texts("select 1 from quarantine").size();
        rig.bringToTable();
        execute("delete from quarantine where feed <> '%s'".formatted(status.id()));
        assertThat(before).isZero();
        return status.id();
    }

    private static String district() {
        return "d" + databases;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = rig.database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> sent(String topic, String feed) {
        return Broker.committedOn(stack.kafkaBootstrap(), topic).stream()
                .filter(record -> Broker.header(record, "feed").equals(feed))
                .toList();
    }

    @Test
    void shouldBringWhatTheMendedMappingReadsOnceAndKeepTheRest() throws Exception {
        String feed = load("parking", "parking-csv", HEADER + """
                2026-03-02T08:00:00Z,A,d1,200,100
                2026-03-02 at 08:05,B,d1,200,101
                2026-03-02 at 08:10,C,d1,200,many
                2026-03-02 at 08:15,D,d1,200,103
                2026-03-02 at 08:20
                """);
        assertThat(rig.texts("select reason from quarantine order by quarantine_no"))
                .containsExactly("time-malformed", "time-malformed", "time-malformed", "row-incomplete");
        rig.startReplays();

        // As it is, nothing can be read
        assertThat(rig.end(rig.ask("parking", null, "time-malformed", null, false)))
                .isEqualTo("done 3 0 0 3 {\"time-malformed\":3}");

        // When mended, dry
        rig.mend(FORMAT, "time: [iso,", "time: [iso, \"uuuu-MM-dd 'at' HH:mm\",");
        assertThat(rig.end(rig.ask("parking", null, "time-malformed", null, true)))
                .isEqualTo("done 3 2 2 1 {\"number-malformed\":1}");
        assertThat(sent(PARKING, feed)).hasSize(1);
        assertThat(rig.texts("select samples from quarantine_replay order by replay_no desc limit 1")
                        .getFirst())
                .contains("lot=B district=%s spaces=200.0 taken=101.0".formatted(district()), "number-malformed: ");

        // When mended
        assertThat(rig.end(rig.ask("parking", null, null, null, false)))
                .isEqualTo("done 4 2 2 2 {\"number-malformed\":1,\"row-incomplete\":1}");

        // Then
        assertThat(sent(PARKING, feed))
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("A", "B", "D");
        assertThat(rig.texts("""
                select concat_ws(' ', reason, first_reason, replayed_at is not null, tried_at is not null, replay_no,
                                 octet_length(bytes) > 0)
                  from quarantine order by quarantine_no
                """))
                .containsExactly(
                        "time-malformed t t 3 f",
                        "number-malformed time-malformed f t 3 t",
                        "time-malformed t t 3 f",
                        "row-incomplete f t 3 t");
        assertThat(rig.end(rig.ask("parking", feed, null, null, false)))
                .isEqualTo("done 2 0 0 2 {\"number-malformed\":1,\"row-incomplete\":1}");
        assertThat(sent(PARKING, feed)).hasSize(3);
    }

    @Test
    void shouldReadInAnotherFormatAndNeverReadAPart() throws Exception {
        String feed = load("parking", "parking-csv", HEADER + "2026-03-02T08:00:00Z,A,d1,200,100\n");
        keep(feed, "format-mismatch", "{\"t\":\"2026-03-02T08:00:00Z\",\"p\":\"E\",\"s\":10,\"n\":4}", "");
        keep(
                feed,
                "format-mismatch",
                "{\"t\":\"2026-03-02T08:00:00Z\",\"p\":\"F\",\"s\":10,\"n\":4}",
                "{\"isPart\":true}");
        keep(feed, "record-cut", "2026-03-02T08:00:00Z,G,d1,200,1", "{\"format\":\"parking-csv\"}");
        keep(feed, "row-incomplete", "2026-03-02T08:00:00Z,H,d1,200,1", "{\"format\":\"parking-csv\"}");
        Files.writeString(rig.definitions.resolve("parking/formats/parking-json.yaml"), """
                id: parking-json
                kind: json
                columns:
                  t: { names: [t], required: true, time: [iso] }
                  p: { names: [p], required: true }
                  s: { names: [s] }
                  n: { names: [n] }
                observations:
                  - fields: { at: t, lot: p, spaces: s, taken: n }
                """);
        rig.startReplays();

        assertThat(rig.end(rig.ask("parking", null, null, "parking-xml", false)))
                .startsWith("failed 0 0 0 0");
        assertThat(rig.end(rig.ask("parking", null, "format-mismatch", "parking-json", false)))
                .isEqualTo("done 2 1 1 1 {\"bytes-incomplete\":1}");
        assertThat(rig.end(rig.ask("parking", null, null, null, false)))
                .isEqualTo("done 3 0 0 3 {\"bytes-incomplete\":2,\"header-unknown\":1}");

        assertThat(sent(PARKING, feed))
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("A", "E");
        assertThat(rig.texts("select reason from quarantine where replayed_at is null order by 1"))
                .containsExactly("format-mismatch", "record-cut", "row-incomplete");
    }

    @Test
    void shouldSendWhatTheEngineWouldTakeNowAsItWas() throws Exception {
        String feed = load("parking", "parking-csv", HEADER + "2026-03-02T08:00:00Z,A,d1,200,100\n");
        byte[] observation = sent(PARKING, feed).getFirst().value();
        observe(feed, "time-in-future", observation, 1);
        observe(feed, "record-malformed", new byte[] {1, 2}, 2);
        observe(feed, "batch-malformed", observation, 3);
        rig.startReplays();

        assertThat(rig.end(rig.ask("parking", null, null, null, false)))
                .isEqualTo("done 3 1 1 2 {\"bytes-incomplete\":1,\"record-malformed\":1}");

        List<ConsumerRecord<byte[], byte[]>> sent = sent(PARKING, feed);
        assertThat(sent).hasSize(2);
        assertThat(sent).extracting(ConsumerRecord::value).allMatch(value -> Arrays.equals(value, observation));
        assertThat(sent)
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("A", "k");
    }

    /** A piece that holds several records: what is good of it counts, the rest is kept by itself. */
    @Test
    void shouldKeepTheRestOfAPieceByItself() throws Exception {
        String feed = load("parking", "parking-csv", HEADER + "2026-03-02T08:00:00Z,A,d1,200,100\n");
        keep(feed, "format-mismatch", HEADER + "2026-03-02T08:00:00Z,I,d1,200,1\nx,J,d1,200,1\n", "");
        rig.startReplays();

        assertThat(rig.end(rig.ask("parking", null, null, "parking-csv", false)))
                .isEqualTo("done 1 1 1 0 {}");

        assertThat(sent(PARKING, feed)).hasSize(2);
        assertThat(sent(Topics.QUARANTINE, feed)).singleElement().satisfies(record -> {
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo("x,J,d1,200,1");
            assertThat(Broker.header(record, "reason")).isEqualTo("time-malformed");
            assertThat(Broker.header(record, "source")).isEqualTo("somewhere, byte 63");
        });
    }

    @Test
    void shouldNotTellOfACaseAgainWhatIsKnownOfIt() throws Exception {
        String header = "SR_NUMBER,SR_TYPE,SR_SHORT_CODE,STATUS,CREATED_DATE,CLOSED_DATE\n";
        load("events", "chicago-311", header + "SR1,Pothole,PHF,Open,03/02/2026 08:00:00 AM,\n");
        String feed = load("events", "chicago-311", header + """
                SR1,Pothole,PHF,Open,02 March 2026 08:00,
                SR2,Pothole,PHF,Open,02 March 2026 09:00,
                """);
        assertThat(rig.texts("select distinct reason from quarantine")).containsExactly("time-malformed");
        rig.mend("events/formats/chicago-311.yaml", "&times [", "&times [\"dd MMMM yyyy HH:mm\", ");
        rig.startReplays();

        assertThat(rig.end(rig.ask("events", null, null, null, false))).isEqualTo("done 2 2 1 0 {}");

        assertThat(sent("chengyun.events", feed))
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactly("SR2");
    }

    @Test
    void shouldLetNoSenderSpeakForOtherAgenciesByWayOfTheQuarantine() throws Exception {
        String header = "SR_NUMBER,SR_TYPE,OWNER_DEPARTMENT,STATUS,CREATED_DATE,CLOSED_DATE\n";
        String feed = load("events", "chicago-311", header + """
                SR8,Pothole,Streets,Open,02 March 2026 08:00,
                SR9,Pothole,Water,Open,02 March 2026 09:00,
                """);
        execute("update quarantine set read_as = replace(read_as, '{\"', '{\"agencies\":[\"Streets\"],\"')");
        rig.mend("events/formats/chicago-311.yaml", "&times [", "&times [\"dd MMMM yyyy HH:mm\", ");
        rig.startReplays();

        assertThat(rig.end(rig.ask("events", null, null, null, false)))
                .isEqualTo("done 2 1 1 1 {\"agency-foreign\":1}");
        execute("update quarantine set read_as = null");
        assertThat(rig.end(rig.ask("events", null, null, "chicago-311", false)))
                .isEqualTo("done 1 0 0 1 {\"agency-foreign\":1}");

        assertThat(sent("chengyun.events", feed))
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactly("SR8");
    }

    @Test
    void shouldNotBeginWhatWasCancelledNorCancelWhatHasBegun() throws Exception {
        String feed = load("parking", "parking-csv", HEADER + "2026-03-02 at 08:05,B,d1,200,101\n");
        rig.mend(FORMAT, "time: [iso,", "time: [iso, \"uuuu-MM-dd 'at' HH:mm\",");
        String[] datasets = {"parking"};
        try (Connection ingest = rig.database.getConnection()) {
            // Cancelled between the moment in which ingest chose it and the one in which it begins
            long first = rig.ask("parking", null, null, null, false);
            var chosen = ReplayTable.claim(ingest, datasets).orElseThrow();
            assertThat(cancel(first)).isEqualTo(1);
            assertThat(ReplayTable.begin(ingest, first, 1)).isFalse();
            ReplayTable.release(ingest, chosen.replay());

            // Begun before
            long second = rig.ask("parking", null, null, null, false);
            chosen = ReplayTable.claim(ingest, datasets).orElseThrow();
            assertThat(chosen.replay().number()).isEqualTo(second);
            assertThat(ReplayTable.begin(ingest, second, 1_000_000)).isTrue();
            assertThat(cancel(second)).isZero();
            ReplayTable.release(ingest, chosen.replay());

            rig.startReplays();
            assertThat(rig.end(second)).isEqualTo("done 1 1 1 0 {}");
            assertThat(rig.end(first)).isEqualTo("cancelled 0 0 0 0 {}");
        }
        assertThat(sent(PARKING, feed)).hasSize(1);
    }

    /** As the interface does it. */
    private int cancel(long replay) throws SQLException {
        try (Connection connection = rig.database.getConnection();
                var cancel = connection.prepareStatement("""
                        update quarantine_replay set state = 'cancelled', cancelled_by = 'otto', ended_at = now()
                         where replay_no = ? and state = 'waiting'
                        """)) {
            cancel.setLong(1, replay);
            return cancel.executeUpdate();
        }
    }

    private void keep(String feed, String reason, String bytes, String readAs) throws SQLException {
        insert(feed, "ingest", reason, bytes.getBytes(StandardCharsets.UTF_8), readAs, Topics.QUARANTINE, 0);
    }

    private void observe(String feed, String reason, byte[] bytes, long offset) throws SQLException {
        insert(feed, "engine", reason, bytes, "", PARKING, offset);
    }

    private void insert(
            String feed, String stage, String reason, byte[] bytes, String readAs, String topic, long offset)
            throws SQLException {
        try (Connection connection = rig.database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into quarantine (at, dataset, feed, stage, reason, detail, source, bytes, topic,
                                                partition, record_offset, read_as)
                        select now(), 'parking', ?, ?, ?, '', 'somewhere', ?, ?, 0,
                               case when ? > 0 then ? else 1000000000 + (select count(*) from quarantine) end,
                               nullif(?, '')
                        """)) {
            insert.setString(1, feed);
            insert.setString(2, stage);
            insert.setString(3, reason);
            insert.setBytes(4, bytes);
            insert.setString(5, topic);
            insert.setLong(6, offset);
            insert.setLong(7, offset);
            insert.setString(8, readAs);
            insert.executeUpdate();
        }
    }

    @Test
    void shouldBringEachRecordOnceHoweverOftenItIsKilled() throws Exception {
        int records = 20_000;
        String feed = load("parking", "parking-csv", HEADER + "2026-03-02T08:00:00Z,A,d1,200,100\n");
        fill(feed, records);
        long replay = rig.ask("parking", feed, null, null, false);
        var random = new Random(5);
        int kills = 0;
        // When: killed whenever it has come some way further, some time after that was seen
        for (long next = 1; next < records; next += 2_500) {
            Process process = process();
            try {
                while (tried(replay) < next && process.isAlive()) {
                    Thread.sleep(5);
                }
                Thread.sleep(random.nextInt(60));
                assertThat(process.isAlive()).isTrue();
                kills++;
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        rig.startReplays();

        // Then: each tenth cannot be read
        assertThat(rig.end(replay)).isEqualTo("done 20000 18000 18000 2000 {\"number-malformed\":2000}");
        Map<String, Integer> times = new HashMap<>();
        sent(PARKING, feed)
                .forEach(record -> times.merge(new String(record.key(), StandardCharsets.UTF_8), 1, Integer::sum));
        times.remove("A");
        assertThat(times).hasSize(18_000);
        assertThat(times.values()).containsOnly(1);
        assertThat(rig.texts("select count(*) from quarantine where replayed_at is not null"))
                .containsExactly("18000");
        assertThat(kills).isEqualTo(8);
    }

    private void fill(String feed, int records) throws SQLException {
        String preamble = Base64.getEncoder().encodeToString(HEADER.getBytes(StandardCharsets.UTF_8));
        execute("""
                insert into quarantine (at, dataset, feed, stage, reason, detail, source, bytes, topic, partition,
                                        record_offset, read_as)
                select now(), 'parking', '%s', 'ingest', 'time-malformed', '', 'made', convert_to(
                         '2026-03-02T08:00:00Z,L' || i || ',d1,200,' || case when i %% 10 = 0 then 'x' else '5' end, 'UTF8'),
                       'chengyun.quarantine', 0, 2000000000 + i, '{"format":"parking-csv","preamble":"%s"}'
                  from generate_series(1, %d) i
                """.formatted(feed, preamble, records));
    }

    private long tried(long replay) throws SQLException {
        return Long.parseLong(rig.texts("select tried from quarantine_replay where replay_no = " + replay)
                .getFirst());
    }

    private Process process() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dchengyun.root=" + System.getProperty("chengyun.root"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledReplayer.class.getName(),
                        stack.kafkaBootstrap(),
                        access.jdbcUrl(),
                        access.user(),
                        access.password(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
