package org.chengyun.launcher.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chengyun.launcher.software.Progress;
import org.chengyun.launcher.software.Tool;

/** The browser of the browser test, and the fonts for its Chinese pages. */
public final class Chromium {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    private Chromium() {}

    public static Optional<Path> find() {
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path).split(":", -1))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Installs it if we may; else says how. A machine without it loses the browser test, not the others. */
    static void ensure(Progress progress, Path log) {
        if (find().isPresent()) {
            return;
        }
        if (!mayInstall()) {
            progress.say(advice());
            return;
        }
        progress.say("no Chromium here: installing chromium and fonts-noto-cjk with apt-get");
        Map<String, String> quiet = Map.of("DEBIAN_FRONTEND", "noninteractive");
        try {
            progress.during("installing Chromium", () -> {
                Tool.run("apt-get update", List.of("apt-get", "-q", "update"), quiet, log);
                Tool.run(
                        "apt-get install",
                        List.of(
                                "apt-get",
                                "-q",
                                "-y",
                                "install",
                                "--no-install-recommends",
                                "chromium",
                                "fonts-noto-cjk"),
                        quiet,
                        log);
                return log;
            });
        } catch (Exception e) { // whatever kept apt from it, the other tests can run
            progress.say("Chromium could not be installed, so the browser test is skipped: " + e.getMessage());
        }
    }

    public static String advice() {
        return "no Chromium here, so the browser test is skipped; on Debian or Ubuntu: apt-get install chromium fonts-noto-cjk";
    }

    private static boolean mayInstall() {
        return System.getProperty("user.name").equals("root")
                && Files.exists(Path.of("/etc/debian_version"))
                && Files.isExecutable(Path.of("/usr/bin/apt-get"));
    }
}
