package org.chengyun.ingest.decode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces names of people and their machines by a keyed hash that changes every UTC day of event time: within a day
 * the same client can be recognised, across days it cannot.
 *
 * <p>First 96 bits of HMAC-SHA-256 under a key derived from the installation's key and the day, in base64url. Not
 * thread-safe: one per decoder.
 */
public final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_BYTES = 12;
    private static final int DAYS_KEPT = 16;
    private static final int NAMES_KEPT = 4096;
    private static final long DAY_MS = 86_400_000;

    private final Mac derive;
    private final Map<Long, Mac> days = bounded(DAYS_KEPT);
    private final Map<Named, String> known = bounded(NAMES_KEPT);

    /** A client asks several times in a row. */
    private Named last = new Named(0, "");

    private String lastHash = "";

    private record Named(long day, String name) {}

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
        long day = Math.floorDiv(eventTimeMs, DAY_MS);
        if (last.day != day || !last.name.equals(name) || lastHash.isEmpty()) {
            last = new Named(day, name);
            lastHash = known.computeIfAbsent(last, this::hash);
        }
        return lastHash;
    }

    private String hash(Named named) {
        Mac mac = days.computeIfAbsent(named.day, ((LongFunction<Mac>) this::dayMac)::apply);
        byte[] full = mac.doFinal(named.name.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, HASH_BYTES));
    }

    private Mac dayMac(long day) {
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
