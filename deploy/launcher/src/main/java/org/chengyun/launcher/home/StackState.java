package org.chengyun.launcher.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.chengyun.launcher.process.ProcessIdentity;

/**
 * What runs in a home, as the launcher last wrote it to {@code run/state.json}. Immutable.
 *
 * @param mode {@code demo}, {@code up} or {@code test}
 * @param launcherPid of the process that supervises the parts
 * @param startedAt ISO 8601
 * @param databaseKind {@code timescaledb} or {@code postgresql}
 * @param ready all parts have answered once
 * @param ports by {@link Port#key()}
 * @param parts by name
 */
public record StackState(
        String home,
        String mode,
        long launcherPid,
        String launcherBirth,
        String startedAt,
        String databaseKind,
        boolean ready,
        String url,
        String realmUrl,
        Map<String, Integer> ports,
        Map<String, PartState> parts) {

    /** @param state {@code starting}, {@code running}, {@code restarting} or {@code stopped} */
    public record PartState(long pid, String state) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    public boolean launcherIsAlive() {
        return new ProcessIdentity(launcherPid, launcherBirth).isAlive();
    }

    public void write(StackHome home) throws IOException {
        PrivateFiles.write(
                home.stateFile(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }

    /** Empty if nothing was started, or a version that wrote other things did it. */
    public static Optional<StackState> read(StackHome home) throws IOException {
        if (!Files.exists(home.stateFile())) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(home.stateFile()), StackState.class));
        } catch (JsonProcessingException otherVersion) {
            return Optional.empty();
        }
    }

    /** What runs in the home now; empty if its launcher is gone. */
    public static Optional<StackState> readRunning(StackHome home) throws IOException {
        return read(home).filter(StackState::launcherIsAlive);
    }
}
