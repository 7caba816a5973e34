package org.chengyun.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.ingest.testing.Lines;
import org.chengyun.ingest.testing.Parts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Files that appear in a folder: each content counts once, however it is named and packed. */
class FilesTest {
    private static final int KILLS = 3;

    private static Parts parts;

    @TempDir
    private Path folder;

    private Lines lines = new Lines();
    private Path in = Path.of("");
    private String id = "";

    @BeforeAll
    static void connect() throws InterruptedException {
        parts = new Parts(Broker.bootstrap()).ready();
    }

    @AfterAll
    static void disconnect() {
        parts.close();
    }

    @BeforeEach
    void name(TestInfo test) throws IOException {
        id = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        lines = new Lines(id);
        in = folder.resolve("in");
        Files.createDirectories(in.resolve("deeper"));
    }

    private String feed() {
        return "- { id: %s, dataset: portal, format: access-log, files: { glob: 'in/**.log*', settle: 300ms } }"
                .formatted(id);
    }

    private Receiving receiving() throws IOException {
        return Receiving.of(folder, feed(), parts, "");
    }

    /** Lines that no other test has: what was loaded once is known for ever. */
    private byte[] content(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(lines.next()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private interface Packer {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] packed(byte[] content, Packer packer) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = packer.around(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private void appear(String name, byte[] bytes) throws IOException {
        Path made = Files.write(folder.resolve("made"), bytes);
        Files.move(made, in.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private double decoded() {
        return parts.registry
                .get("chengyun.ingest.records")
                .tag("feed", id)
                .tag("outcome", "decoded")
                .counter()
                .count();
    }

    private String trouble(Receiving receiving) {
        return receiving.receivers.troubles().getOrDefault(id, "");
    }

    @Test
    void shouldTakeFilesAsTheyAppearPackedOrNot() throws Exception {
        appear("a.log", content(100));
        try (var receiving = receiving()) {
            lines.mustBeSentOnceBy(id);
            appear("deeper/b.log.gz", packed(content(100), GZIPOutputStream::new));
            appear("c.log.zst", packed(content(100), ZstdOutputStreamNoFinalizer::new));
            appear("not-of-the-pattern.txt", "nothing".getBytes(StandardCharsets.UTF_8));
            appear("empty.log", new byte[0]);
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
        assertThat(decoded()).isEqualTo(300);
        // the same again, under other names and packed otherwise, also after a restart
        appear("again.log", Files.readAllBytes(in.resolve("a.log")));
        appear("again.log.gz", packed(Files.readAllBytes(in.resolve("a.log")), GZIPOutputStream::new));
        appear("d.log", content(1));
        try (var receiving = receiving()) {
            lines.mustBeSentOnceBy(id);
            Receiving.await(
                    "all files",
                    () -> parts.outbox.positions("files:" + id + ":").size() == 7);
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
        assertThat(decoded()).isEqualTo(301);
    }

    @Test
    void shouldSayThatTheFolderIsMissingUntilItIsThere() throws Exception {
        String missing = feed().replace("'in/", "'later/");
        try (var receiving = Receiving.of(folder, missing, parts, "")) {
            Receiving.await("trouble", () -> trouble(receiving).equals(folder.resolve("later") + " does not exist"));
            Files.createDirectories(folder.resolve("later"));
            Receiving.await("health", () -> trouble(receiving).isEmpty());
        }
    }

    @Test
    void shouldSayWhoMayNotReadAFile() throws Exception {
        Path file = Files.write(in.resolve("secret.log"), content(3));
        Files.setPosixFilePermissions(file, Set.of());
        Assumptions.assumeFalse(Files.isReadable(file), "root reads everything");
        try (var receiving = receiving()) {
            Receiving.await("trouble", () -> !trouble(receiving).isEmpty());
            assertThat(trouble(receiving))
                    .contains("%s may not be read by '%s'".formatted(file, System.getProperty("user.name")));
            Files.setPosixFilePermissions(file, Set.of(PosixFilePermission.OWNER_READ));
            lines.mustBeSentOnceBy(id);
        }
    }

    @Test
    void shouldWaitUntilAFileIsWhole() throws Exception {
        byte[] content = content(50);
        try (var receiving = receiving()) {
            Path file = in.resolve("slow.log");
            for (int at = 0; at < content.length; at += 500) {
                Files.write(
                        file,
                        Arrays.copyOfRange(content, at, Math.min(content.length, at + 500)),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                Thread.sleep(100);
            }
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
        assertThat(parts.loads.list("portal").stream()
                        .filter(load -> load.name().equals("slow.log")))
                .hasSize(1);
    }

    @Test
    void shouldTakeNothingOfADamagedFileUntilItIsReplaced() throws Exception {
        byte[] whole = packed(content(5_000), GZIPOutputStream::new);
        appear("a.log.gz", Arrays.copyOf(whole, whole.length - 100));
        byte[] zstd = packed(content(5_000), ZstdOutputStreamNoFinalizer::new);
        appear("b.log.zst", Arrays.copyOf(zstd, zstd.length - 100));
        appear("c.log.bz2", "BZh91AY&SY".getBytes(StandardCharsets.UTF_8));
        try (var receiving = receiving()) {
            Receiving.await("trouble", () -> trouble(receiving).startsWith("3 of its files cannot be taken"));
            assertThat(trouble(receiving)).contains("a.log.gz: it is cut off or damaged");
            assertThat(Lines.sent(id)).isZero();
            appear("a.log.gz", whole);
            appear("b.log.zst", zstd);
            Receiving.await("the replaced files", () -> trouble(receiving).startsWith("1 of its files"));
            assertThat(trouble(receiving)).contains("packed as BZIP2");
            Files.delete(in.resolve("c.log.bz2"));
            lines.mustBeSentOnceBy(id);
            Receiving.await("health", () -> trouble(receiving).isEmpty());
        }
    }

    @Test
    void shouldGoOnWhereAnExportWasShorter() throws Exception {
        byte[] first = content(100);
        appear("export-1.log", first);
        try (var receiving = receiving()) {
            lines.mustBeSentOnceBy(id);
            byte[] more = content(100);
            byte[] both = Arrays.copyOf(first, first.length + more.length);
            System.arraycopy(more, 0, both, first.length, more.length);
            appear("export-2.log.gz", packed(both, GZIPOutputStream::new));
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
            // an end inside a line: what follows it is not known to be the rest of that line
            byte[] cut = Arrays.copyOf(both, both.length + 20);
            System.arraycopy("198.51.100.1 - - [20/".getBytes(StandardCharsets.UTF_8), 0, cut, both.length, 20);
            appear("export-3.log", cut);
            Receiving.await(
                    "the cut export",
                    () -> parts.loads.list("portal").stream()
                            .anyMatch(load -> load.name().equals("export-3.log")));
            byte[] longer = Arrays.copyOf(cut, cut.length + 10);
            Arrays.fill(longer, cut.length, longer.length, (byte) '1');
            appear("export-4.log", longer);
            Receiving.await("trouble", () -> trouble(receiving).contains("export-4.log: it begins with the"));
        }
        lines.mustBeSentOnceBy(id);
    }

    @Test
    void shouldNotLetAFileOfAnotherFormatStopTheOthers() throws Exception {
        Files.createDirectories(folder.resolve("speeds"));
        String feeds = "- { id: %s, dataset: traffic, format: nyc-dot-speeds, files: { glob: 'in/*.log', settle: 0s } }"
                .formatted(id);
        appear("bad.log", "a,b,c\n1,2,3\n".getBytes(StandardCharsets.UTF_8));
        try (var receiving = Receiving.of(folder, feeds, parts, "")) {
            Receiving.await("trouble", () -> trouble(receiving).contains("has no column data_as_of"));
        }
    }

    @Test
    void shouldCountEveryLineOnceWhenTheProcessIsKilledAgainAndAgain() throws Exception {
        Path feeds = Files.writeString(folder.resolve("feeds.yaml"), feed());
        var random = new Random(3);
        for (int kill = 0; kill < KILLS; kill++) {
            int before = Lines.sent(id);
            appear("%d.log.gz".formatted(kill), packed(content(100_000), GZIPOutputStream::new));
            KilledProcess receiver = KilledProcess.start(feeds).ready();
            Receiving.await("records", () -> Lines.sent(id) > before);
            Thread.sleep(random.nextInt(300));
            receiver.kill();
        }
        KilledProcess receiver = KilledProcess.start(feeds).ready();
        assertThat(lines.mustBeSentBy(id, Duration.ofMinutes(2))).isZero();
        lines.mustBeSentOnceBy(id);
        receiver.kill();
    }
}
