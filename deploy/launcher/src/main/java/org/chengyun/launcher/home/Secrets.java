package org.chengyun.launcher.home;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The secrets of one home, kept in a file that only its owner may read. Immutable. */
public final class Secrets {
    private static final int MACHINE_BYTES = 32;
    private static final int TYPED_LENGTH = 14;
    /** Without the look-alikes 0 O 1 l I: people copy these from a screen. 14 of 54 letters are 80 bits. */
    private static final String TYPED_LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final Map<Secret, String> values;

    private Secrets(Map<Secret, String> values) {
        this.values = values;
    }

    public String get(Secret secret) {
        String value = values.get(secret);
        if (value == null) {
            throw new IllegalStateException("no secret " + secret.key() + ": start the stack once with this version");
        }
        return value;
    }

    /** Reads the home's secrets without adding to them. */
    public static Secrets read(StackHome home) throws IOException {
        return new Secrets(load(file(home)));
    }

    /** Reads the home's secrets and makes those that are missing. */
    public static Secrets readOrCreate(StackHome home, SecureRandom random) throws IOException {
        Map<Secret, String> values = load(file(home));
        if (values.size() < Secret.values().length) {
            for (Secret secret : Secret.values()) {
                values.computeIfAbsent(secret, missing -> make(missing, random));
            }
            PrivateFiles.write(
                    file(home),
                    values.entrySet().stream()
                            .map(entry -> entry.getKey().key() + "=" + entry.getValue() + "\n")
                            .collect(Collectors.joining()));
        }
        return new Secrets(values);
    }

    private static Path file(StackHome home) {
        return home.folder().resolve("secrets");
    }

    private static Map<Secret, String> load(Path file) throws IOException {
        Properties stored = new Properties();
        if (Files.exists(file)) {
            stored.load(new StringReader(Files.readString(file)));
        }
        Map<Secret, String> values = new EnumMap<>(Secret.class);
        for (Secret secret : Secret.values()) {
            String value = stored.getProperty(secret.key());
            if (value != null && !value.isBlank()) {
                values.put(secret, value);
            }
        }
        return values;
    }

    private static String make(Secret secret, SecureRandom random) {
        if (secret.isTyped()) {
            return random.ints(TYPED_LENGTH, 0, TYPED_LETTERS.length())
                    .mapToObj(i -> String.valueOf(TYPED_LETTERS.charAt(i)))
                    .collect(Collectors.joining());
        }
        byte[] bytes = new byte[MACHINE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
