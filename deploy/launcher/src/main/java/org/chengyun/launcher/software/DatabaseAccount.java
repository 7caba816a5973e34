package org.chengyun.launcher.software;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The account under which PostgreSQL runs: our own, or, as it refuses to run as root, an unprivileged one. Immutable.
 *
 * @param name null if it is the account that runs the launcher
 */
public record DatabaseAccount(@Nullable String name) {
    /** Where root keeps what that account must reach when a folder above the usual place (/root) shuts it out. */
    private static final Path SYSTEM_PLACE = Path.of("/var/lib/chengyun");

    private static final Path DATABASES = SYSTEM_PLACE.resolve("databases");
    /** In each place: the link that leads to it. */
    private static final String OWNER = "used-by";

    /** @throws IOException if we are root and there is no account or no tool to change to it */
    public static DatabaseAccount find() throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return new DatabaseAccount(null);
        }
        if (!Files.isExecutable(Path.of("/usr/bin/setpriv")) && !Files.isExecutable(Path.of("/bin/setpriv"))) {
            throw new IOException("PostgreSQL does not run as root, and setpriv to change the account is missing: "
                    + "install util-linux, or run this as an ordinary user");
        }
        List<String> accounts = Files.readAllLines(Path.of("/etc/passwd"));
        for (String candidate : List.of("postgres", "nobody")) {
            if (accounts.stream().anyMatch(line -> line.startsWith(candidate + ":"))) {
                return new DatabaseAccount(candidate);
            }
        }
        throw new IOException(
                "PostgreSQL does not run as root, and there is no account postgres or nobody to change to");
    }

    /** The command, run under this account. */
    public List<String> command(List<String> command) {
        if (name == null) {
            return command;
        }
        List<String> changed = new ArrayList<>(List.of(
                "setpriv",
                "--reuid",
                name,
                "--regid",
                group(),
                "--clear-groups",
                "--no-new-privs",
                "--inh-caps=-all",
                "--"));
        changed.addAll(command);
        return changed;
    }

    /** Makes a file or folder belong to this account. */
    public void give(Path path) throws IOException {
        if (name != null) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        }
    }

    /** {@code wanted}, or a place with the same purpose that this account can reach. */
    Path place(Path wanted) throws IOException {
        return reaches(wanted) ? wanted : SYSTEM_PLACE.resolve("software");
    }

    /**
     * Makes a place for the data that the account can reach; empty if {@code wanted} is one.
     *
     * @param id of the new place
     */
    public Optional<Path> dataPlaceInsteadOf(Path wanted, String id) throws IOException {
        if (reaches(wanted)) {
            return Optional.empty();
        }
        Path place = DATABASES.resolve(id);
        Files.createDirectories(place);
        Files.writeString(place.resolve(OWNER), wanted + "\n");
        return Optional.of(place);
    }

    /** Such places that no home uses any more. */
    public static List<Path> abandonedData() throws IOException {
        if (!Files.isDirectory(DATABASES)) {
            return List.of();
        }
        List<Path> abandoned = new ArrayList<>();
        try (DirectoryStream<Path> places = Files.newDirectoryStream(DATABASES)) {
            for (Path place : places) {
                Path owner = place.resolve(OWNER);
                if (Files.isReadable(owner)
                        && !isUsed(place, Path.of(Files.readString(owner).strip()))) {
                    abandoned.add(place);
                }
            }
        }
        return abandoned;
    }

    private static boolean isUsed(Path place, Path link) throws IOException {
        return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(place);
    }

    /** Whether the account may walk down to {@code path}; what does not exist yet will be made so that it may. */
    private boolean reaches(Path path) throws IOException {
        if (name == null) {
            return true;
        }
        for (Path folder = path.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
                    && !Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    private String group() {
        try {
            for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
                String[] fields = line.split(":", -1);
                if (fields[0].equals(name)) {
                    return fields[3];
                }
            }
            throw new IllegalStateException("no account " + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
