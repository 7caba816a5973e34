package org.chengyun.dashboard.whole;

import java.nio.file.Path;
import java.util.Set;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.jspecify.annotations.Nullable;

/** One complete stack for all tests of this package, empty at the start; it ends with the JVM. */
final class WholeStack {
    private static @Nullable LocalStack stack;

    private WholeStack() {}

    static synchronized LocalStack get() throws Exception {
        LocalStack running = stack;
        if (running == null) {
            running = LocalStack.start(
                    Path.of("target", "whole-stack-" + ProcessHandle.current().pid()),
                    Set.of(Part.KAFKA, Part.DATABASE, Part.KEYCLOAK, Part.APPLICATION));
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
            stack = running;
        }
        return running;
    }
}
