package org.chengyun.launcher.software;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The name of this platform in the artifact ids of the PostgreSQL binaries. */
final class PostgresPlatform {
    private PostgresPlatform() {}

    static String current() {
        return of(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Files.exists(Path.of("/etc/alpine-release")));
    }

    static String of(String system, String machine, boolean alpine) {
        String cpu = switch (machine.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64v8";
            default -> throw unsupported(system, machine);
        };
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("linux")) {
            return "linux-" + cpu + (alpine ? "-alpine" : "");
        }
        if (name.contains("mac")) {
            return "darwin-" + cpu;
        }
        throw unsupported(system, machine);
    }

    private static IllegalStateException unsupported(String system, String machine) {
        return new IllegalStateException(
                "no PostgreSQL binaries for %s on %s: the local stack runs on Linux and macOS, on x86_64 and arm64"
                        .formatted(system, machine));
    }
}
