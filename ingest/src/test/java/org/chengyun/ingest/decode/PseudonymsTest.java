package org.chengyun.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PseudonymsTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long DAY_MS = 86_400_000;

    private final Pseudonyms pseudonyms = new Pseudonyms(KEY);

    /** As the documentation of the class says, without remembering anything. */
    private static String expected(String name, long day) throws GeneralSecurityException {
        byte[] context = "chengyun pseudonyms of day ".getBytes(StandardCharsets.UTF_8);
        byte[] dayKey = hmac(
                KEY,
                ByteBuffer.allocate(context.length + 8)
                        .put(context)
                        .putLong(day)
                        .array());
        byte[] full = hmac(dayKey, name.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, 12));
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    @Test
    void shouldChangeEveryDayAndNotWithin() throws GeneralSecurityException {
        String monday = pseudonyms.of("10.1.2.3", 20_000 * DAY_MS);
        String tuesday = pseudonyms.of("10.1.2.3", 20_001 * DAY_MS);

        assertThat(monday).isEqualTo(expected("10.1.2.3", 20_000));
        assertThat(tuesday).isEqualTo(expected("10.1.2.3", 20_001)).isNotEqualTo(monday);
        assertThat(pseudonyms.of("10.1.2.3", 20_000 * DAY_MS + 5)).isEqualTo(monday);
        assertThat(pseudonyms.of("10.1.2.3", -1)).isEqualTo(expected("10.1.2.3", -1));
    }

    @Test
    void shouldBeTheSameOfBytesAndOfText() {
        byte[] line = "host 2001:db8::1 王 \u0001".getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < line.length; from++) {
            for (int to = from; to <= line.length; to++) {
                String text = SourceText.escaped(line, from, to);
                assertThat(pseudonyms.of(line, from, to, 5)).isEqualTo(new Pseudonyms(KEY).of(text, 5));
            }
        }
    }

    @Test
    void shouldRememberNobodyElse() throws GeneralSecurityException {
        for (int i = 0; i < 100_000; i++) {
            String name = "10." + i % 300 + "." + i / 300 % 300;
            String pseudonym = pseudonyms.of(name, 20_000 * DAY_MS);
            if (i % 997 == 0) {
                assertThat(pseudonym).isEqualTo(expected(name, 20_000));
            }
        }
    }

    @Test
    void shouldRefuseAShortKey() {
        assertThatThrownBy(() -> new Pseudonyms(new byte[15])).hasMessageContaining("15 bytes");
    }
}
