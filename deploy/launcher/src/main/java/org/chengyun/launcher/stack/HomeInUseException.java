package org.chengyun.launcher.stack;

import java.util.Optional;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;

/** Another launcher owns the home. */
public final class HomeInUseException extends Exception {
    private final transient Optional<StackState> state;

    HomeInUseException(StackHome home, Optional<StackState> state) {
        super("another launcher uses " + home.folder()
                + state.map(known -> " (%s, process %d)".formatted(known.mode(), known.launcherPid()))
                        .orElse(""));
        this.state = state;
    }

    /** What it runs; empty while it is still beginning. */
    public Optional<StackState> state() {
        return state;
    }
}
