package org.chengyun.ingest.decode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.chengyun.ingest.memory.Memory;

/**
 * Replaces names of people and their machines by a keyed hash that changes every UTC day of event time: within a day
 * the same client can be recognised, across days it cannot.
 *
 * <p>First 96 bits of HMAC-SHA-256 under a key derived from the installation's key and the day, in base64url.
 * Thread-safe, and best shared: it remembers the names that were seen last.
 */
public final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_BYTES = 12;
    private static final int DAYS_KEPT = 16;
    private static final int NAMES_KEPT = 1 << 15;
    /** Of a longer one nothing is remembered. */
    private static final int MAX_KEPT_BYTES = 256;

    private static final long DAY_MS = 86_400_000;

    private final Mac derive;
    private final Map<Long, Mac> days = bounded(DAYS_KEPT);
    private final Memory<Known> known = new Memory<>(NAMES_KEPT);

    private record Known(long day, String pseudonym) {}

    /** @param key the installation's secret, at least 16 bytes */
    public Pseudonyms(byte[] key) {
        if (key.length < 16) {
            throw new IllegalArgumentException(
                    "the key for pseudonyms has %d bytes; give 16 or more".formatted(key.length));
        }
        derive = mac(key);
    }

    /** The pseudonym of a name on the UTC day of {@code eventTimeMs}. */
    public String of(String name, long eventTimeMs) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return ofUtf8(utf8, 0, utf8.length, eventTimeMs);
    }

    /** The pseudonym of the name in [from, to), as it is of {@link SourceText#escaped that text}. */
    public String of(byte[] bytes, int from, int to, long eventTimeMs) {
        return SourceText.isPlain(bytes, from, to)
                ? ofUtf8(bytes, from, to, eventTimeMs)
                : of(SourceText.escaped(bytes, from, to), eventTimeMs);
    }

    private String ofUtf8(byte[] bytes, int from, int to, long eventTimeMs) {
        long day = Math.floorDiv(eventTimeMs, DAY_MS);
        Known found = known.find(bytes, from, to);
        if (found == null || found.day != day) {
            found = new Known(day, hash(bytes, from, to, day));
            if (to - from <= MAX_KEPT_BYTES) {
                known.put(bytes, from, to, found);
            }
        }
        return found.pseudonym;
    }

    private synchronized String hash(byte[] bytes, int from, int to, long day) {
        Mac mac = days.computeIfAbsent(day, this::dayMac);
        mac.update(bytes, from, to - from);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac.doFinal(), HASH_BYTES));
    }

    private Mac dayMac(Long day) {
        derive.update("chengyun pseudonyms of day ".getBytes(StandardCharsets.UTF_8));
        return mac(derive.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(day).array()));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    private static <K, V> Map<K, V> bounded(int size) {
        return new LinkedHashMap<>(size, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > size;
            }
        };
    }
}
