package org.chengyun.launcher.software;

import java.nio.file.Path;

/** @param bin holds {@code initdb} and {@code postgres} */
public record PostgresPrograms(DatabaseKind kind, Path bin) {
    public String program(String name) {
        return bin.resolve(name).toString();
    }
}
