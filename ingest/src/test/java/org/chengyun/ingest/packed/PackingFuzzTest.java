package org.chengyun.ingest.packed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.chengyun.ingest.fuzz.Fuzzer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packed content, damaged: it unpacks, or it is known to be damaged. */
class PackingFuzzTest {
    private static final int MOST_BYTES = 4 << 20;

    private static byte[] packed(Packing packing, String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                packing == Packing.GZIP ? new GZIPOutputStream(bytes) : new ZstdOutputStreamNoFinalizer(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static Fuzzer fuzzer(Packing packing) throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            lines.append("198.51.100.%d - - [20/Nov/2026:10:00:00 +0800] \"GET /%d HTTP/1.1\" 200 %d\n"
                    .formatted(i % 256, i, i * 31));
        }
        Fuzzer.Check check = (input, random) -> unpack(packing, input, random);
        return new Fuzzer(
                "packed/" + packing,
                List.of(
                        new Fuzzer.Seed(packed(packing, lines.toString()), Packing.MAGIC_BYTES, check),
                        new Fuzzer.Seed(packed(packing, "short"), Packing.MAGIC_BYTES, check),
                        new Fuzzer.Seed(packed(packing, ""), Packing.MAGIC_BYTES, check)));
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void shouldUnpackOrNameTheDamage(Packing packing) throws IOException {
        fuzzer(packing).inTheSuite();
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    @Tag("nightly")
    void shouldUnpackOrNameTheDamageNightAfterNight(Packing packing) throws IOException {
        fuzzer(packing).atNight();
    }

    private static long unpack(Packing packing, byte[] input, Random random) {
        byte[] buffer = new byte[1 + random.nextInt(random.nextBoolean() ? 100 : 65_536)];
        long begun = System.nanoTime();
        long unpacked = 0;
        try (InputStream in = packing.unpack(new ByteArrayInputStream(input))) {
            for (int read = in.read(buffer); read >= 0 && unpacked < MOST_BYTES; read = in.read(buffer)) {
                unpacked += read;
            }
        } catch (IOException e) {
            if (!Packing.isDamage(e)) {
                throw new AssertionError("not known as damage", e);
            }
        }
        // what unpacks to much may take as long as that much
        return (System.nanoTime() - begun) / (1 + unpacked / 1024);
    }
}
