package org.chengyun.engine.runner;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.chengyun.engine.runner.store.Database;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections of the engine's own. Not from the pool: they live as long as a session and keep temporary tables, and a
 * broken one must be gone, not given to somebody else.
 */
@ApplicationScoped
class EngineDatabase implements Database {
    private static final int CONNECT_SECONDS = 5;
    /** Longer than any commit or close takes; shorter than for ever, if the database freezes. */
    private static final int SOCKET_SECONDS = 300;

    private final PGSimpleDataSource source = new PGSimpleDataSource();

    EngineDatabase(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        source.setUrl(url);
        source.setUser(user);
        password.ifPresent(source::setPassword);
        source.setApplicationName("chengyun-engine");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SOCKET_SECONDS);
        source.setTcpKeepAlive(true);
        source.setReWriteBatchedInserts(true);
    }

    @Override
    public Connection connect() throws SQLException {
        return source.getConnection();
    }
}
