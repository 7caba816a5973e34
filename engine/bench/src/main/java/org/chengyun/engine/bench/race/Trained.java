package org.chengyun.engine.bench.race;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Java keeps of a run before the race for later starts: its classes, loaded and linked, and how often its methods ran
 * (the AOT cache of JEP 483, 514 and 515). A service starts like that, whoever wrote it, so all contestants do. A cache
 * belongs to the files of the class path; with others it is made anew.
 */
final class Trained {
    private static final int ID_DIGITS = 16;

    private final Path folder;
    private final ClassPaths classPaths;

    /** @param folder for the caches */
    Trained(Path folder, ClassPaths classPaths) {
        this.folder = folder;
        this.classPaths = classPaths;
    }

    private Path cache(Contestant contestant) throws IOException {
        return folder.resolve("%s-%s.aot".formatted(contestant.name(), fingerprint(contestant)));
    }

    boolean isThere(Contestant contestant) throws IOException {
        return Files.exists(cache(contestant));
    }

    /** Arguments of a Java that learns; those that learned from other files go. */
    List<String> learning(Contestant contestant) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (String.valueOf(file.getFileName()).startsWith(contestant.name() + "-")) {
                    Files.delete(file);
                }
            }
        }
        return List.of("-XX:AOTCacheOutput=" + cache(contestant));
    }

    /** Arguments of a Java that uses what was learned, or does not start; none if nothing was. */
    List<String> arguments(Contestant contestant) throws IOException {
        return isThere(contestant) ? List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache(contestant)) : List.of();
    }

    private String fingerprint(Contestant contestant) throws IOException {
        var text = new StringBuilder(Runtime.version().toString()).append(contestant);
        for (String entry : classPaths.of(contestant).split(File.pathSeparator, -1)) {
            Path file = Path.of(entry);
            text.append(entry).append(Files.size(file)).append(Files.getLastModifiedTime(file));
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
