package org.chengyun.launcher.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.chengyun.launcher.api.HttpFake;
import org.chengyun.launcher.api.HttpFake.Mishap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LoadCommandTest {
    @TempDir
    Path folder;

    private final LoadsFake loads = new LoadsFake();
    private HttpFake application;
    private String said = "";

    @BeforeEach
    void start() throws IOException {
        application = new HttpFake(loads);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void shouldLoadPlainAndGzipAndSayWhatBecameOfTheRecords() throws Exception {
        Path plain = write("a.log", "one\n# two\nbad three\nfour\n");
        Path packed = Files.write(folder.resolve("b.log.gz"), gzip("five\nsix"));
        assertThat(load(plain, packed)).isZero();
        assertThat(loads.taken()).isEqualTo("one\n# two\nbad three\nfour\nfive\nsix");
        assertThat(said)
                .contains("a.log: 4 read, 2 counted, 1 filtered, 1 quarantined (line-malformed 1) [lines]")
                .contains("b.log.gz: 2 read, 2 counted, 0 filtered, 0 quarantined [lines]")
                .contains("total of 2 files: 6 read, 4 counted, 1 filtered, 1 quarantined (line-malformed 1)");
        assertThat(loads.begun().path(0).path("format").isNull()).isTrue();
    }

    @Test
    void shouldPassOnFormatAndZone() throws Exception {
        assertThat(run(
                        "portal",
                        "--format",
                        "combined",
                        "--zone",
                        "America/New_York",
                        write("a", "x\n").toString()))
                .isZero();
        assertThat(loads.begun().path(0).path("format").asText()).isEqualTo("combined");
        assertThat(loads.begun().path(0).path("zone").asText()).isEqualTo("America/New_York");
    }

    @Test
    void shouldCountTheSameContentOnce() throws Exception {
        load(write("a.log", "one\ntwo\n"));
        assertThat(load(write("renamed.log", "one\ntwo\n"))).isZero();
        assertThat(loads.taken()).isEqualTo("one\ntwo\n");
        assertThat(said).contains("the same content was loaded before");
    }

    @Test
    void shouldGoOnWhereAGrownFileEnded() throws Exception {
        load(write("a.log", "one\ntwo\n"));
        load(write("a.log", "one\ntwo\nthree\n"));
        assertThat(load(write("a.log", "one\ntwo\nthree\nfour\n"))).isZero();
        assertThat(loads.taken()).isEqualTo("one\ntwo\nthree\nfour\n");
        assertThat(loads.begun().path(2).path("continues").asText()).isEqualTo("load-2");
        assertThat(said).contains("its first 14 bytes were loaded before");
    }

    @Test
    void shouldNotCountAgainWhatEndedInsideALine() throws Exception {
        load(write("a.log", "one\ntw"));
        Path grown = write("a.log", "one\ntwo\nthree\n");
        assertThat(load(grown)).isEqualTo(1);
        assertThat(said).contains("stopped inside a line").contains("--count-again");
        assertThat(loads.taken()).isEqualTo("one\ntw");
        assertThat(run("portal", "--count-again", grown.toString())).isZero();
        assertThat(loads.taken()).isEqualTo("one\ntwone\ntwo\nthree\n");
    }

    @Test
    void shouldLoadTheCompleteRecordsOfATruncatedGzip() throws Exception {
        String text = lines(20_000, 3);
        byte[] whole = gzip(text);
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length * 2 / 3));
        assertThat(load(cut)).isEqualTo(3);
        assertThat(said).contains("cut off");
        assertThat(text).startsWith(loads.taken());
        assertThat(loads.taken()).endsWith("\n").hasSizeGreaterThan(text.length() / 2);
    }

    @Test
    void shouldLoadTheOthersWhenAFileIsUnusable() throws Exception {
        Path good = write("good.log", "one\n");
        assertThat(load(folder, folder.resolve("none.log"), write("empty.log", ""), good))
                .isEqualTo(1);
        assertThat(loads.taken()).isEqualTo("one\n");
        assertThat(said)
                .contains(folder + ": not loaded, it is a folder")
                .contains("none.log: not loaded, it does not exist")
                .contains("empty.log: not loaded, it is empty");
    }

    @Test
    void shouldSayWhatTheApplicationRefused() throws Exception {
        assertThat(run("weather", write("a", "x\n").toString())).isEqualTo(1);
        assertThat(said).contains("there are portal, traffic, events (dataset-unknown)");
    }

    @Test
    void shouldWantAFile() {
        assertThat(run("portal")).isEqualTo(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldCountEveryRecordOnceWhateverHappensToTheConnection(long seed) throws Exception {
        // Given: three pieces and more, and a mishap at most of the requests
        String text = lines(250_000, seed);
        Random random = new Random(seed);
        List<Mishap> mishaps = List.of(Mishap.UNAVAILABLE, Mishap.BROKEN, Mishap.ANSWER_LOST);
        application.plan(Stream.generate(() -> mishaps.get(random.nextInt(mishaps.size())))
                .limit(7)
                .toArray(Mishap[]::new));
        // When
        int exit = load(write("a.log", text));
        // Then
        assertThat(exit).isZero();
        assertThat(loads.taken()).isEqualTo(text);
        assertThat(said).contains("250,000 read");
    }

    @Test
    void shouldTellThatTheApplicationIsAwayAndGoOn() throws Exception {
        application.plan(Mishap.UNAVAILABLE, Mishap.UNAVAILABLE, Mishap.UNAVAILABLE);
        assertThat(load(write("a.log", "one\n"))).isZero();
        assertThat(said).contains("Kafka does not answer").contains("it is back, going on");
    }

    @Test
    void shouldAskForANewTokenWhenTheOldOneIsForgotten() throws Exception {
        application.plan(Mishap.TOKEN_FORGOTTEN);
        assertThat(load(write("a.log", "one\n"))).isZero();
        assertThat(application.tokens()).isEqualTo(2);
    }

    private int load(Path... files) {
        List<String> arguments = new ArrayList<>(List.of("portal"));
        Arrays.stream(files).map(Path::toString).forEach(arguments::add);
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exit = new CommandLine(new LoadCommand(application::endpoint, out)).execute(arguments);
        said = bytes.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String lines(int count, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("line ")
                    .append(i)
                    .append(' ')
                    .append(Long.toString(random.nextLong(), 36))
                    .append(" and what follows\n");
        }
        return text.toString();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
