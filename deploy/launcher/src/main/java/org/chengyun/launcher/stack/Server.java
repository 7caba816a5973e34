package org.chengyun.launcher.stack;

import java.time.Duration;
import org.chengyun.launcher.process.ChildCommand;

/** What is special about one part: how it is prepared, started and known to be ready. Not thread-safe; its runner owns it. */
interface Server {
    Part part();

    /** Fetches and initialises, once per home or not at all. Needs no other part. May throw anything: it names the reason. */
    void prepare() throws Exception;

    /** The command for the next start. Called when the parts that it needs are ready. */
    ChildCommand command() throws Exception;

    /** Whether it answers as it should. Called again and again while the process starts. */
    boolean isReady();

    /** What a fresh server still lacks; repeated at every start, so it must not mind what is there. */
    default void afterReady() throws Exception {}

    default Duration startTimeout() {
        return Duration.ofMinutes(2);
    }
}
