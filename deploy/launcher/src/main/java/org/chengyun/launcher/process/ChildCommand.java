package org.chengyun.launcher.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to start one child and how to end it.
 *
 * @param environment added to the launcher's own
 * @param log both outputs are appended here
 * @param stopsOnInterrupt end it with INT instead of TERM (PostgreSQL: TERM waits for its clients to leave)
 * @param stopTimeout after which it is killed
 */
public record ChildCommand(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        boolean stopsOnInterrupt,
        Duration stopTimeout) {
    public ChildCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
