package org.chengyun.launcher.software;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/** The servers of the stack, each fetched when first asked for. Thread-safe. */
public final class Servers {
    /** Of a Keycloak that was built once for PostgreSQL, so that its starts need not look for changes. */
    private static final List<String> KEYCLOAK_BUILD = List.of("build", "--db=postgres");

    private final Workspace workspace;
    private final SoftwareFolder folder;
    private final MavenRegistry maven;
    private final Progress progress;

    public Servers(Workspace workspace, Progress progress) {
        this.workspace = workspace;
        this.folder = new SoftwareFolder(workspace.software());
        this.maven = new MavenRegistry(workspace);
        this.progress = progress;
    }

    /** A folder of jars. */
    public Path kafka() throws Exception {
        String version = version("kafka.version");
        return folder.get(
                "kafka-" + version,
                fresh -> during("fetching Kafka " + version + " (45 MB)", () -> maven.copy("kafka", fresh)));
    }

    /** A Keycloak distribution, built for PostgreSQL. */
    public Path keycloak() throws Exception {
        String version = version("keycloak.version");
        Path unpacked = folder.get("keycloak-" + version, fresh -> {
            Path archive = fresh.resolveSibling("keycloak-archive");
            during("fetching Keycloak " + version + " (177 MB)", () -> maven.copy("keycloak", archive));
            during("unpacking Keycloak", () -> Unzip.unpack(only(archive, "*.zip"), fresh));
            Files.delete(only(archive, "*.zip"));
            Files.delete(archive);
            during("building Keycloak for PostgreSQL (once)", () -> build(only(fresh, "keycloak-*")));
        });
        return only(unpacked, "keycloak-*");
    }

    private void build(Path keycloak) throws IOException {
        List<String> command = new ArrayList<>(KeycloakJava.command(workspace.java(), keycloak, List.of()));
        command.addAll(KEYCLOAK_BUILD);
        Tool.run("building Keycloak", command, Map.of(), workspace.software().resolve("keycloak-build.log"));
    }

    /**
     * PostgreSQL with TimescaleDB, from Debian's packages.
     *
     * @param account may have to read it: see {@link DatabaseAccount#place}
     */
    public PostgresPrograms timescale(DatabaseAccount account) throws Exception {
        SoftwareFolder place = new SoftwareFolder(account.place(workspace.software()));
        Path filled = place.get(
                "timescaledb-17-trixie",
                fresh -> during(
                        "fetching PostgreSQL with TimescaleDB (37 MB)",
                        () -> Tool.run(
                                "fetching TimescaleDB",
                                List.of(script("timescaledb"), fresh.toString()),
                                Map.of(),
                                fresh.resolveSibling("timescaledb-fetch.log"))));
        return new PostgresPrograms(DatabaseKind.TIMESCALEDB, filled.resolve("usr/lib/postgresql/17/bin"));
    }

    /** Whether {@link #timescale} can work here at all; the reason why not goes to the log file. */
    public boolean timescaleIsSupported() {
        return isSupported("timescaledb");
    }

    /** The program of the MQTT broker Mosquitto, from Debian's packages. */
    public Path mosquitto() throws Exception {
        Path filled = folder.get(
                "mosquitto-2-trixie",
                fresh -> during(
                        "fetching Mosquitto (10 MB)",
                        () -> Tool.run(
                                "fetching Mosquitto",
                                List.of(script("mosquitto"), fresh.toString()),
                                Map.of(),
                                fresh.resolveSibling("mosquitto-fetch.log"))));
        return filled.resolve("usr/sbin/mosquitto");
    }

    /** Whether {@link #mosquitto} can work here at all; the reason why not goes to the log file. */
    public boolean mosquittoIsSupported() {
        return isSupported("mosquitto");
    }

    /** The program of the log analyser GoAccess, from Debian's packages; a benchmark compares with it. */
    public Path goAccess() throws Exception {
        Path filled = folder.get(
                "goaccess-1-trixie",
                fresh -> during(
                        "fetching GoAccess (10 MB)",
                        () -> Tool.run(
                                "fetching GoAccess",
                                List.of(script("goaccess"), fresh.toString()),
                                Map.of(),
                                fresh.resolveSibling("goaccess-fetch.log"))));
        return filled.resolve("usr/bin/goaccess");
    }

    /** Whether {@link #goAccess} can work here at all; the reason why not goes to the log file. */
    public boolean goAccessIsSupported() {
        return isSupported("goaccess");
    }

    private boolean isSupported(String name) {
        try {
            Files.createDirectories(workspace.software());
            Tool.run(
                    "looking for " + name,
                    List.of(script(name), "supported"),
                    Map.of(),
                    workspace.software().resolve(name + "-supported.log"));
            return true;
        } catch (IOException unsupported) {
            return false;
        }
    }

    /** Plain PostgreSQL for this platform, from Maven's registry. */
    public PostgresPrograms postgres(DatabaseAccount account) throws Exception {
        String version = version("postgres.version");
        SoftwareFolder place = new SoftwareFolder(account.place(workspace.software()));
        Path filled = place.get("postgresql-" + version, fresh -> {
            Path archive = fresh.resolveSibling("postgresql-archive");
            during(
                    "fetching PostgreSQL " + version + " (15 MB)",
                    () -> maven.copy("postgres", archive, "-Dpostgres.platform=" + PostgresPlatform.current()));
            Files.createDirectories(fresh);
            unpackPostgres(only(archive, "*.jar"), fresh);
            Files.delete(only(archive, "*.jar"));
            Files.delete(archive);
        });
        return new PostgresPrograms(DatabaseKind.POSTGRESQL, filled.resolve("bin"));
    }

    /** The jar holds one .txz; tar is everywhere, xz is not. */
    private static void unpackPostgres(Path jar, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            var entry = zip.stream()
                    .filter(candidate -> candidate.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no .txz in " + jar));
            Process tar = Tool.start(new ProcessBuilder("tar", "-x", "-C", target.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            target.resolveSibling("postgresql-unpack.log").toFile()));
            try (var archive = new XZInputStream(zip.getInputStream(entry));
                    var input = tar.getOutputStream()) {
                archive.transferTo(input);
            }
            if (Tool.waitFor(tar) != 0) {
                throw new IOException("tar could not unpack " + entry.getName());
            }
        }
    }

    private String script(String name) {
        return workspace.stack().resolve(name + ".sh").toString();
    }

    private String version(String key) throws IOException {
        Properties versions = workspace.versions();
        String version = versions.getProperty(key);
        if (version == null) {
            throw new IOException(
                    "no property " + key + " in " + workspace.stack().resolve("pom.xml"));
        }
        return version;
    }

    /** Like {@link Progress#during}, for work whose failures are of files and programs. */
    private void during(String what, FileWork work) throws IOException {
        progress.say(what);
        try {
            progress.during(what, () -> {
                work.run();
                return what;
            });
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(what + ": " + e.getMessage(), e);
        }
    }

    private interface FileWork {
        void run() throws IOException;
    }

    private static Path only(Path folder, String pattern) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
            for (Path path : found) {
                return path;
            }
        }
        throw new IOException("nothing like " + pattern + " in " + folder);
    }
}
