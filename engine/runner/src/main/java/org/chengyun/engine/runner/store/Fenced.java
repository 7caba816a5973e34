package org.chengyun.engine.runner.store;

/** Another instance moved the offsets: this one's batch is void. */
public final class Fenced extends Exception {
    Fenced(String message) {
        super(message);
    }

    /** The offsets show, after a commit in doubt, that somebody else went on. */
    public static Fenced afterDoubt(String topic) {
        return new Fenced("the offsets of %s were moved by another instance".formatted(topic));
    }
}
