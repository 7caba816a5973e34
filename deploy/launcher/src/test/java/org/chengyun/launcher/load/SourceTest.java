package org.chengyun.launcher.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.chengyun.launcher.load.Source.UnusableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {
    @TempDir
    Path folder;

    @Test
    void shouldSeeGzipByItsBytesAndNotByItsName() throws Exception {
        Path file = Files.write(folder.resolve("access.log"), gzip("one\ntwo\n"));
        Fingerprint content = fingerprint(file);
        assertThat(content.bytes()).isEqualTo(8);
        assertThat(new String(Base64.getDecoder().decode(content.head()), StandardCharsets.UTF_8))
                .isEqualTo("one\ntwo\n");
        assertThat(content.isDamaged()).isFalse();
    }

    @Test
    void shouldKeepTheWholeLinesOfATruncatedGzip() throws Exception {
        String text = "line of a log\n".repeat(20_000) + randomText();
        byte[] whole = gzip(text);
        Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length / 2));
        Fingerprint content = fingerprint(file);
        assertThat(content.damage()).contains("cut off");
        assertThat(content.bytes()).isPositive().isLessThan(text.length());
        assertThat(text.charAt((int) content.bytes() - 1)).isEqualTo('\n');
        assertThat(content.sha256())
                .isEqualTo(fingerprint(write("same.log", text.substring(0, (int) content.bytes())))
                        .sha256());
    }

    @Test
    void shouldRefuseAGzipThatIsCutInItsFirstLine() throws Exception {
        Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(gzip("one\n"), 12));
        assertThatThrownBy(() -> fingerprint(file))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("nothing can be loaded");
    }

    @Test
    void shouldSayWhatAnUnusableFileIs() throws Exception {
        assertThatThrownBy(() -> Source.of("d", Files.createDirectory(folder.resolve("d"))))
                .hasMessageContaining("is a folder");
        assertThatThrownBy(() -> Source.of("none", folder.resolve("none"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> Source.of("empty", write("empty", ""))).hasMessageContaining("is empty");
        assertThatThrownBy(() -> fingerprint(Files.write(folder.resolve("e.gz"), gzip(""))))
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> Source.of("z", write("z", "PK\u0003\u0004 rest")))
                .hasMessageContaining("packed with zip");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void shouldReadFromAnyPosition(long seed) throws Exception {
        // Given
        Random random = new Random(seed);
        byte[] content = new byte[10_000];
        random.nextBytes(content);
        Path file = Files.write(folder.resolve("content"), content);
        int piece = random.nextInt(10, 3_000);
        try (ContentReader reader = new ContentReader(new Source("content", file, false), content.length, piece)) {
            for (int i = 0; i < 200; i++) {
                int position = random.nextInt(content.length + 1);
                // When
                int length = reader.moveTo(position);
                // Then
                assertThat(length).isEqualTo(Math.min(piece, content.length - position));
                assertThat(Arrays.copyOf(reader.window(), length))
                        .isEqualTo(Arrays.copyOfRange(content, position, position + length));
            }
        }
    }

    @Test
    void shouldNoticeThatAFileHasShrunk() throws Exception {
        Path file = write("shrinking", "0123456789");
        try (ContentReader reader = new ContentReader(new Source("shrinking", file, false), 20, 30)) {
            assertThatThrownBy(() -> reader.moveTo(0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("shorter");
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Fingerprint fingerprint(Path file) throws Exception {
        return Fingerprint.of(Source.of("file", file), List.of(), bytes -> {});
    }

    private static String randomText() {
        Random random = new Random(4);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            text.append((char) ('a' + random.nextInt(26))).append(i % 40 == 39 ? "\n" : "");
        }
        return text.append('\n').toString();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
