package org.chengyun.launcher.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.software.DatabaseAccount;
import org.chengyun.launcher.software.Workspace;
import org.chengyun.launcher.verify.Chromium;

/** Checks of the machine: what is installed and how large it is. */
final class MachineChecks {
    private static final long GIB = 1L << 30;
    private static final Pattern MAVEN = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)\\.(\\d+)");
    /** No clock of today stands before the day this was written. */
    private static final Instant WRITTEN = Instant.parse("2026-11-21T00:00:00Z");

    private final Workspace workspace;
    private final StackHome home;

    MachineChecks(Workspace workspace, StackHome home) {
        this.workspace = workspace;
        this.home = home;
    }

    Finding java() {
        String text = Runtime.version() + " in " + System.getProperty("java.home");
        boolean compiler = Files.isExecutable(Path.of(System.getProperty("java.home"), "bin", "javac"));
        return compiler
                ? Finding.good("Java", text)
                : Finding.bad("Java", text + " has no compiler", "install the JDK, not the JRE, 21 or newer");
    }

    Finding maven() throws IOException {
        String version = firstLine(workspace.maven(), "-v");
        Matcher found = MAVEN.matcher(version);
        if (!found.find()) {
            return Finding.bad("Maven", workspace.maven() + " does not run", "install Maven 3.8.7 or newer");
        }
        int number = Integer.parseInt(found.group(1)) * 10_000
                + Integer.parseInt(found.group(2)) * 100
                + Integer.parseInt(found.group(3));
        return number >= 30_807
                ? Finding.good("Maven", found.group() + " at " + workspace.maven())
                : Finding.bad("Maven", found.group() + " is too old", "install 3.8.7 or newer");
    }

    Finding disk() throws IOException {
        Path folder = home.folder();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        FileStore store = Files.getFileStore(folder == null ? Path.of("/") : folder);
        String text = "%.1f GB free for %s".formatted(store.getUsableSpace() / 1e9, home.folder());
        return store.getUsableSpace() > 5 * GIB
                ? Finding.good("disk", text)
                : Finding.bad("disk", text, "free some: 5 GB are needed");
    }

    Finding memory() throws IOException {
        Path info = Path.of("/proc/meminfo");
        if (!Files.exists(info)) {
            return Finding.note("memory", "cannot be read on this system", "4 GB should be free");
        }
        long availableKb = Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
        long available = Math.min(availableKb * 1024, groupLimit());
        String text = "%.1f GB available".formatted(available / 1e9);
        return available > 3 * GIB
                ? Finding.good("memory", text)
                : Finding.bad("memory", text, "the stack takes 2 to 3 GB");
    }

    /** A container's own limit. */
    private static long groupLimit() throws IOException {
        Path limit = Path.of("/sys/fs/cgroup/memory.max");
        String text = Files.isReadable(limit) ? Files.readString(limit).strip() : "max";
        return text.matches("[0-9]+") ? Long.parseLong(text) : Long.MAX_VALUE;
    }

    Finding openFiles() throws IOException {
        Path limits = Path.of("/proc/self/limits");
        if (!Files.exists(limits)) {
            return Finding.good("files", "no limit to be read on this system");
        }
        String line = Files.readAllLines(limits).stream()
                .filter(text -> text.startsWith("Max open files"))
                .findFirst()
                .orElse("");
        String hard = line.replaceFirst("Max open files\\s+\\S+\\s+(\\S+).*", "$1");
        boolean enough = hard.equals("unlimited") || (hard.matches("[0-9]+") && Long.parseLong(hard) >= 8_192);
        return enough
                ? Finding.good("files", hard + " may be open")
                : Finding.bad("files", "only " + hard + " may be open", "raise it: ulimit -n 65536");
    }

    Finding account() {
        try {
            String name = DatabaseAccount.find().name();
            return Finding.good(
                    "account",
                    name == null
                            ? "not root, the database runs as " + System.getProperty("user.name")
                            : "root, the database runs as " + name);
        } catch (IOException e) {
            return Finding.bad("account", "the database cannot run", String.valueOf(e.getMessage()));
        }
    }

    Finding timescale() throws IOException {
        List<String> answer = lines(workspace.stack().resolve("timescaledb.sh").toString(), "supported");
        return answer.isEmpty()
                ? Finding.good("database", "PostgreSQL with TimescaleDB can be used here")
                : Finding.note("database", "plain PostgreSQL is used, same answers, larger tables", answer.getFirst());
    }

    Finding chromium() {
        return Chromium.find()
                .map(path -> Finding.good("Chromium", path.toString()))
                .orElseGet(() ->
                        Finding.note("Chromium", "not here, needed for the browser test only", Chromium.advice()));
    }

    Finding clock() {
        Instant now = Instant.now();
        return now.isAfter(WRITTEN)
                ? Finding.good("clock", now.toString())
                : Finding.bad(
                        "clock",
                        "says " + now + ", which is in the past",
                        "set it: logins and watermarks need the right time");
    }

    private static String firstLine(String... command) throws IOException {
        return lines(command).stream().findFirst().orElse("");
    }

    private static List<String> lines(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            Process process = builder.start();
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                return reader.lines()
                        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                        .filter(line -> line.contains(" "))
                        .toList();
            }
        } catch (IOException missing) {
            return List.of();
        }
    }
}
