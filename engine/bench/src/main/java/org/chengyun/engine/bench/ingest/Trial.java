package org.chengyun.engine.bench.ingest;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.chengyun.launcher.stack.Part;

/** What is measured. */
enum Trial {
    DECODE("lines per core and second", 0),
    GOACCESS("lines per core and second", 0),
    DATEX("bytes per core and second", 60e6),
    LOAD("lines per second", 400_000),
    PUSH("records per second", 100_000),
    HTTP("records per second", 100_000),
    MQTT("messages per second", 20_000);

    private final String unit;
    private final double bar;

    Trial(String unit, double bar) {
        this.unit = unit;
        this.bar = bar;
    }

    String unit() {
        return unit;
    }

    /** The least that is wanted; 0 if it is compared with another trial. */
    double bar() {
        return bar;
    }

    /** The servers that it needs. */
    Set<Part> servers() {
        return switch (this) {
            case DECODE, GOACCESS, DATEX -> Set.of();
            case LOAD, PUSH, MQTT -> Set.of(Part.KAFKA);
            case HTTP -> Set.of(Part.KAFKA, Part.DATABASE, Part.KEYCLOAK, Part.APPLICATION);
        };
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    double rate(Result result) {
        return switch (this) {
            case DECODE, GOACCESS -> result.records() / result.cpuSeconds();
            case DATEX -> result.bytes() / result.cpuSeconds();
            case LOAD, PUSH, HTTP, MQTT -> result.records() / result.seconds();
        };
    }

    /** @param names separated by commas; all if there are none */
    static Set<Trial> named(String names) {
        if (names.isBlank()) {
            return EnumSet.allOf(Trial.class);
        }
        return Arrays.stream(names.split(",", -1))
                .map(Trial::one)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Trial.class)));
    }

    private static Trial one(String name) {
        return Arrays.stream(values())
                .filter(trial -> trial.key().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("'%s' is none of %s"
                        .formatted(name, Arrays.stream(values()).map(Trial::key).toList())));
    }
}
