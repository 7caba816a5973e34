package org.chengyun.engine.runner.store;

/** Another instance moved the offsets: this one's batch is void. */
public final class Fenced extends Exception {
    public Fenced(String message) {
        super(message);
    }
}
