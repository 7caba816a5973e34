package org.chengyun.launcher.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.launcher.home.Port;
import org.chengyun.launcher.home.Ports;
import org.chengyun.launcher.home.PrivateFiles;
import org.chengyun.launcher.home.Secret;
import org.chengyun.launcher.home.Secrets;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.process.ChildCommand;
import org.chengyun.launcher.process.ProcessIdentity;
import org.chengyun.launcher.software.DatabaseAccount;
import org.chengyun.launcher.software.DatabaseKind;
import org.chengyun.launcher.software.PostgresPrograms;
import org.chengyun.launcher.software.Progress;
import org.chengyun.launcher.software.Servers;
import org.chengyun.launcher.software.Tool;

/** PostgreSQL, with TimescaleDB where the machine can have it. */
final class DatabaseServer implements Server {
    private final StackHome home;
    private final Ports ports;
    private final Secrets secrets;
    private final Servers servers;
    private final Progress progress;
    private final DatabaseAdmin admin;
    private DatabaseAccount account = new DatabaseAccount(null);
    private PostgresPrograms programs = new PostgresPrograms(DatabaseKind.POSTGRESQL, Path.of(""));

    DatabaseServer(StackHome home, Ports ports, Secrets secrets, Servers servers, Progress progress) {
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.servers = servers;
        this.progress = progress;
        this.admin = new DatabaseAdmin(ports, secrets);
    }

    @Override
    public Part part() {
        return Part.DATABASE;
    }

    /** The kind that this home has; empty before its first start. */
    static Optional<DatabaseKind> kind(StackHome home) throws IOException {
        Path file = kindFile(home);
        return Files.exists(file)
                ? Optional.of(DatabaseKind.valueOf(Files.readString(file).strip()))
                : Optional.empty();
    }

    @Override
    public void prepare() throws Exception {
        account = DatabaseAccount.find();
        programs = programs();
        progress.say("database: " + programs.kind().title()
                + (account.name() == null ? "" : ", under the account " + account.name()));
        makeFolder();
        if (!Files.isDirectory(data())) {
            progress.during("database: creating it", this::initialise);
        }
        removeStalePidFile();
    }

    private PostgresPrograms programs() throws Exception {
        Optional<DatabaseKind> kept = kind(home);
        if (kept.isPresent()) {
            return kept.get() == DatabaseKind.TIMESCALEDB ? servers.timescale(account) : servers.postgres(account);
        }
        PostgresPrograms chosen = choose();
        PrivateFiles.write(kindFile(home), chosen.kind().name() + "\n");
        return chosen;
    }

    private PostgresPrograms choose() throws Exception {
        if (servers.timescaleIsSupported()) {
            try {
                return servers.timescale(account);
            } catch (IOException e) {
                progress.say("database: TimescaleDB is not to be had here, so plain PostgreSQL it is (" + e.getMessage()
                        + ")");
            }
        }
        return servers.postgres(account);
    }

    /** The folder that holds the data; if the account cannot reach it in the home, it is a link to one that it can. */
    private void makeFolder() throws IOException {
        Path folder = home.database();
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            // Passing through the home, not looking into it, is all that the account may do.
            if (account.name() != null) {
                Files.setPosixFilePermissions(home.folder(), PosixFilePermissions.fromString("rwx--x--x"));
            }
            byte[] id = new byte[6];
            new SecureRandom().nextBytes(id);
            Optional<Path> elsewhere =
                    account.dataPlaceInsteadOf(folder, HexFormat.of().formatHex(id));
            if (elsewhere.isPresent()) {
                Files.createSymbolicLink(folder, elsewhere.get());
                progress.say("database: its files are in %s, as %s cannot enter %s"
                        .formatted(elsewhere.get(), account.name(), home.folder()));
            } else {
                Files.createDirectories(folder);
            }
        }
        Path real = folder.toRealPath();
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
        account.give(real);
    }

    private Path folder() throws IOException {
        return home.database().toRealPath();
    }

    private Path data() throws IOException {
        return folder().resolve("data");
    }

    /** Creates the cluster beside its place and moves it there: a killed launcher leaves no half of one. */
    private Path initialise() throws IOException {
        Path fresh = folder().resolve("data.new");
        Path password = folder().resolve("password");
        run("rm", "-rf", fresh.toString());
        PrivateFiles.write(password, secrets.get(Secret.DATABASE_ADMIN_PASSWORD) + "\n");
        account.give(password);
        try {
            run(
                    programs.program("initdb"),
                    "-D",
                    fresh.toString(),
                    "-U",
                    DatabaseAdmin.SUPERUSER,
                    "--auth=scram-sha-256",
                    "--pwfile=" + password,
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--locale=C.UTF-8",
                    "--data-checksums");
        } finally {
            Files.delete(password);
        }
        return Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void run(String... command) throws IOException {
        Tool.run(
                "creating the database",
                account.command(List.of(command)),
                Map.of("TZ", "UTC"),
                home.logOf("database-create"));
    }

    /**
     * A postmaster that was killed and that nobody reaps still has its number, and so may a stranger after a reboot:
     * PostgreSQL would refuse to start. We hold the home's lock and have ended all orphans, so the file is stale unless
     * a living postgres has that number.
     */
    private void removeStalePidFile() throws IOException {
        Path file = data().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        String first = Files.readAllLines(file).stream().findFirst().orElse("").strip();
        boolean lives = first.matches("[1-9][0-9]*")
                && ProcessIdentity.of(Long.parseLong(first)).isPresent()
                && ProcessHandle.of(Long.parseLong(first))
                        .flatMap(handle -> handle.info().commandLine())
                        .orElse("postgres") // hidden from us: better ask PostgreSQL
                        .contains("postgres");
        if (!lives) {
            Files.delete(file);
        }
    }

    @Override
    public ChildCommand command() throws IOException {
        removeStalePidFile();
        List<String> command = new ArrayList<>(List.of(programs.program("postgres"), "-D", data().toString()));
        settings().forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        command.addAll(List.of("-c", home.mark()));
        return new ChildCommand(
                "database",
                account.command(command),
                Map.of("TZ", "UTC", "LC_ALL", "C"),
                Path.of("/"),
                home.logOf("database"),
                true,
                Duration.ofSeconds(30));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(ports.get(Port.DATABASE)));
        settings.put("unix_socket_directories", "");
        settings.put("password_encryption", "scram-sha-256");
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("shared_buffers", "256MB");
        settings.put("max_connections", "100");
        settings.put("max_wal_size", "2GB");
        settings.put("wal_compression", "on");
        settings.put("checkpoint_timeout", "15min");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("log_line_prefix", "%m [%p] %q%u@%d ");
        settings.put("jit", "off");
        // Parallel workers exchange rows in /dev/shm, of which a container often has 64 MB only.
        settings.put("max_parallel_workers_per_gather", "0");
        // A transaction over a hypertable locks each of its chunks.
        settings.put("max_locks_per_transaction", "256");
        if (programs.kind() == DatabaseKind.TIMESCALEDB) {
            settings.put("shared_preload_libraries", "timescaledb");
            settings.put("timescaledb.telemetry_level", "off");
            settings.put("max_worker_processes", "24");
        }
        return settings;
    }

    @Override
    public boolean isReady() {
        return admin.answers();
    }

    @Override
    public void afterReady() throws SQLException {
        admin.ensureApplication(programs.kind());
        admin.ensure(KeycloakServer.DATABASE, KeycloakServer.DATABASE, Secret.KEYCLOAK_DATABASE_PASSWORD, false);
    }

    private static Path kindFile(StackHome home) {
        return home.folder().resolve("database-kind");
    }
}
