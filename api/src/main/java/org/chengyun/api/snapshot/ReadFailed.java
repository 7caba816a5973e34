package org.chengyun.api.snapshot;

import java.sql.SQLException;

/** The database did not answer a read, or refused it; the cause tells which. */
public final class ReadFailed extends RuntimeException {
    public ReadFailed(String what, SQLException cause) {
        super("could not read " + what + ": " + cause.getMessage(), cause);
    }
}
