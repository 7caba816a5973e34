package org.chengyun.engine.core.batch;

/** The database did not answer, or not well: whether it did what it was asked to is unknown. */
public final class TablesAway extends Exception {
    private static final long serialVersionUID = 1;

    public TablesAway(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
