package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the engine gets its connections. Thread-safe. */
@FunctionalInterface
public interface Database {
    /** A new connection, owned by the caller. */
    Connection connect() throws SQLException;
}
