package org.chengyun.launcher.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chengyun.launcher.home.Port;
import org.chengyun.launcher.home.Ports;
import org.chengyun.launcher.home.Secret;
import org.chengyun.launcher.home.Secrets;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.software.Workspace;

/** What the application is told by its environment: where everything is, and its secrets. */
final class ApplicationEnvironment {
    private ApplicationEnvironment() {}

    static Map<String, String> of(Workspace workspace, StackHome home, Ports ports, Secrets secrets, ZoneId zone) {
        DatabaseAccess database = new DatabaseAdmin(ports, secrets).access(DatabaseAdmin.APPLICATION_DATABASE);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CHENGYUN_HOME", home.folder().toString());
        environment.put("CHENGYUN_DATASETS", definitions(workspace, home).toString());
        environment.put("CHENGYUN_HTTP_PORT", Integer.toString(ports.get(Port.HTTP)));
        environment.put("CHENGYUN_ROLES", "ingest,engine,web");
        // The only one here: killed and started again, it goes on at once.
        environment.put("CHENGYUN_ENGINE_INSTANCE", "local");
        environment.put("CHENGYUN_ZONE", zone.getId());
        environment.put("CHENGYUN_KAFKA", "127.0.0.1:" + ports.get(Port.KAFKA));
        environment.put("CHENGYUN_DB_URL", database.jdbcUrl());
        environment.put("CHENGYUN_DB_USER", database.user());
        environment.put("CHENGYUN_DB_PASSWORD", database.password());
        environment.put("CHENGYUN_OIDC_URL", KeycloakServer.realmUrl(ports));
        environment.put("CHENGYUN_OIDC_SECRET", secrets.get(Secret.CLIENT_DASHBOARD));
        environment.put("CHENGYUN_STATE_SECRET", secrets.get(Secret.STATE_SECRET));
        environment.put("CHENGYUN_PSEUDONYM_KEY", secrets.get(Secret.PSEUDONYM_KEY));
        return environment;
    }

    /** The operator's own folder, if there is one, else the shipped definitions. */
    private static Path definitions(Workspace workspace, StackHome home) {
        Path own = home.folder().resolve("datasets");
        return Files.isDirectory(own) ? own : workspace.root().resolve("datasets");
    }
}
