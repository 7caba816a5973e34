package org.chengyun.launcher.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chengyun.launcher.home.Port;
import org.chengyun.launcher.home.Ports;
import org.chengyun.launcher.home.PrivateFiles;
import org.chengyun.launcher.home.Secret;
import org.chengyun.launcher.home.Secrets;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.process.ChildCommand;
import org.chengyun.launcher.software.KeycloakJava;
import org.chengyun.launcher.software.Progress;
import org.chengyun.launcher.software.Servers;
import org.chengyun.launcher.software.Workspace;

/**
 * Keycloak with the realm {@code chengyun}.
 *
 * <p>It keeps its data in our PostgreSQL and never in its own file database: that one does not promise to survive a kill,
 * and a change of kind later would lose the accounts.
 */
final class KeycloakServer implements Server {
    static final String DATABASE = "keycloak";
    private static final String REALM = "chengyun";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Workspace workspace;
    private final StackHome home;
    private final Ports ports;
    private final Secrets secrets;
    private final Servers servers;
    private final Progress progress;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    KeycloakServer(
            Workspace workspace, StackHome home, Ports ports, Secrets secrets, Servers servers, Progress progress) {
        this.workspace = workspace;
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.servers = servers;
        this.progress = progress;
    }

    @Override
    public Part part() {
        return Part.KEYCLOAK;
    }

    @Override
    public void prepare() throws Exception {
        Path distribution = servers.keycloak();
        for (String folder : List.of("conf", "data/import", "providers", "themes")) {
            Files.createDirectories(home.keycloak().resolve(folder));
        }
        // Its own data and configuration, the shared programs.
        Path lib = home.keycloak().resolve("lib");
        if (Files.exists(lib, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(lib);
        }
        Files.createSymbolicLink(lib, distribution.resolve("lib"));
        PrivateFiles.write(imported(), realm());
        PrivateFiles.write(home.accounts(), accounts());
    }

    private Path imported() {
        return home.keycloak().resolve("data/import/" + REALM + "-realm.json");
    }

    private String realm() throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("CHENGYUN_URL", dashboardUrl());
        values.put("CHENGYUN_OIDC_SECRET", secrets.get(Secret.CLIENT_DASHBOARD));
        values.put("CHENGYUN_CLI_SECRET", secrets.get(Secret.CLIENT_CHENGYUN_CLI));
        values.put("CHENGYUN_SIMULATOR_SECRET", secrets.get(Secret.CLIENT_SIMULATOR));
        DemoAccount.all().forEach(account -> values.put(account.placeholder(), secrets.get(account.password())));
        Path folder = workspace.root().resolve("deploy/keycloak");
        return RealmFile.render(
                Files.readString(folder.resolve("realm.json")), Files.readString(folder.resolve("demo.json")), values);
    }

    private String accounts() {
        StringBuilder text = new StringBuilder("# Accounts of this stack (%s)%n".formatted(dashboardUrl()));
        DemoAccount.all()
                .forEach(account -> text.append("%-10s %s   # %s%n"
                        .formatted(account.user(), secrets.get(account.password()), account.meaning())));
        text.append("%n# Keycloak's own console: %s/admin%n".formatted(keycloakUrl()));
        text.append("%-10s %s%n".formatted("keycloak", secrets.get(Secret.KEYCLOAK_ADMIN_PASSWORD)));
        return text.toString();
    }

    @Override
    public ChildCommand command() {
        List<String> command = new ArrayList<>(KeycloakJava.command(
                workspace.java(), home.keycloak(), List.of("-D" + home.mark(), "-Dkc.config.built=true")));
        command.addAll(List.of("start", "--optimized", "--import-realm"));
        return new ChildCommand(
                "keycloak",
                command,
                environment(),
                home.keycloak(),
                home.logOf("keycloak"),
                false,
                Duration.ofSeconds(15));
    }

    /** Secrets go by the environment: other users of the machine can read a command line. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("KC_DB_URL", "jdbc:postgresql://127.0.0.1:%d/%s".formatted(ports.get(Port.DATABASE), DATABASE));
        environment.put("KC_DB_USERNAME", DATABASE);
        environment.put("KC_DB_PASSWORD", secrets.get(Secret.KEYCLOAK_DATABASE_PASSWORD));
        environment.put("KC_DB_POOL_INITIAL_SIZE", "1");
        environment.put("KC_DB_POOL_MIN_SIZE", "1");
        environment.put("KC_DB_POOL_MAX_SIZE", "10");
        environment.put("KC_CACHE", "local");
        environment.put("KC_HTTP_ENABLED", "true");
        environment.put("KC_HTTP_HOST", "127.0.0.1");
        environment.put("KC_HTTP_PORT", Integer.toString(ports.get(Port.KEYCLOAK)));
        environment.put("KC_HOSTNAME", keycloakUrl());
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "keycloak");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.get(Secret.KEYCLOAK_ADMIN_PASSWORD));
        environment.put("KC_BOOTSTRAP_ADMIN_CLIENT_ID", KeycloakApi.CLIENT);
        environment.put("KC_BOOTSTRAP_ADMIN_CLIENT_SECRET", secrets.get(Secret.KEYCLOAK_ADMIN_CLIENT));
        return environment;
    }

    /** Its port opens long before the realm is there. */
    @Override
    public boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(realmUrl(ports) + "/.well-known/openid-configuration"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The realm was imported by the version and with the addresses of that day: this version may need more of it, and the
     * application's port may have changed.
     */
    @Override
    public void afterReady() throws Exception {
        var keycloak = new KeycloakApi(http, keycloakUrl(), secrets.get(Secret.KEYCLOAK_ADMIN_CLIENT));
        bringUpToDate(keycloak);
        Path known = home.keycloak().resolve("dashboard-url");
        String url = dashboardUrl();
        if (Files.exists(known) && !Files.readString(known).strip().equals(url)) {
            new KeycloakAdmin(keycloak, REALM).moveDashboard(url);
        }
        Files.writeString(known, url + "\n");
    }

    /** Once for each version of the files: what people took out of the realm since then stays out. */
    private void bringUpToDate(KeycloakApi keycloak) throws IOException, InterruptedException {
        Path known = home.keycloak().resolve("realm-version");
        String version = version();
        if (Files.exists(known) && Files.readString(known).strip().equals(version)) {
            return;
        }
        try {
            List<String> added =
                    new RealmUpdate(keycloak, JSON.readTree(imported().toFile())).apply();
            if (!added.isEmpty()) {
                progress.say("keycloak: the realm has now, too: " + String.join(", ", added));
            }
        } catch (IOException e) {
            throw new IOException(
                    ("the realm of an earlier version cannot be brought up to date: %s. Do it in Keycloak's console as"
                                    + " deploy/keycloak/realm.json says, then write %s to %s")
                            .formatted(e.getMessage(), version, known),
                    e);
        }
        Files.writeString(known, version + "\n");
    }

    private String version() throws IOException {
        Path folder = workspace.root().resolve("deploy/keycloak");
        String files = Files.readString(folder.resolve("realm.json")) + Files.readString(folder.resolve("demo.json"));
        return "%08x".formatted(files.hashCode());
    }

    @Override
    public Duration startTimeout() {
        return Duration.ofMinutes(4);
    }

    private String dashboardUrl() {
        return "http://127.0.0.1:" + ports.get(Port.HTTP);
    }

    private String keycloakUrl() {
        return "http://127.0.0.1:" + ports.get(Port.KEYCLOAK);
    }

    static String realmUrl(Ports ports) {
        return "http://127.0.0.1:%d/realms/%s".formatted(ports.get(Port.KEYCLOAK), REALM);
    }
}
