package org.chengyun.launcher.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything of one stack. Two stacks never share one.
 *
 * @param folder absolute
 */
public record StackHome(Path folder) {
    public StackHome {
        folder = folder.toAbsolutePath().normalize();
    }

    /** {@code CHENGYUN_HOME}, else {@code ~/.chengyun}. */
    public static StackHome ofUser() {
        @Nullable String configured = System.getenv("CHENGYUN_HOME");
        return new StackHome(
                configured == null || configured.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".chengyun")
                        : Path.of(configured));
    }

    /** Creates what is missing; only the owner may list the folder. */
    public void create() throws IOException {
        for (Path part : List.of(folder, log(), run(), pids(), kafka(), keycloak())) {
            // An existing folder keeps its mode: the home may have been opened for the database's account to pass.
            if (!Files.isDirectory(part)) {
                Files.createDirectories(part);
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /** Removes the home and its database, wherever that lies. Nothing may run there. */
    public void delete() throws IOException {
        if (Files.isSymbolicLink(database())) {
            FileTree.delete(Files.readSymbolicLink(database()));
        }
        FileTree.delete(folder);
    }

    public Path log() {
        return folder.resolve("log");
    }

    public Path logOf(String part) {
        return log().resolve(part + ".log");
    }

    public Path run() {
        return folder.resolve("run");
    }

    public Path pids() {
        return run().resolve("pids");
    }

    public Path stateFile() {
        return run().resolve("state.json");
    }

    public Path kafka() {
        return folder.resolve("kafka");
    }

    public Path database() {
        return folder.resolve("database");
    }

    public Path keycloak() {
        return folder.resolve("keycloak");
    }

    /** The demo accounts and their passwords, for people to read. */
    public Path accounts() {
        return folder.resolve("accounts");
    }

    /**
     * Stands in the command line of every child of this home and of no other process. The closing slash keeps
     * {@code /a/home} from matching {@code /a/home2}.
     */
    public String mark() {
        return "chengyun.home=" + folder + "/";
    }
}
