package org.chengyun.api.cut;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.ProcessRole;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Tells listeners of each commit as it happens, whichever process made it. Finds its way back by itself when the database
 * was away, and then tells what was missed as one notice per dataset.
 *
 * <p>Thread-safe. Listeners are called on the feed's one thread: they must return at once.
 */
@ApplicationScoped
public class CutFeed {
    private static final String CHANNEL = "chengyun_cut";
    /** The driver wakes up this often to see whether the process is to stop. */
    private static final int WAIT_MS = 500;

    private static final int SILENT_WAITS = 20;
    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 10;

    /** Not from the pool: it listens for ever, and a broken one must be gone, not given to somebody else. */
    private final PGSimpleDataSource source = new PGSimpleDataSource();

    private final Cuts cuts;
    private final ApiConfig config;
    private final CutListeners listeners = new CutListeners();
    private volatile boolean stopping;
    private @Nullable Thread thread;

    CutFeed(
            Cuts cuts,
            ApiConfig config,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.cuts = cuts;
        this.config = config;
        source.setUrl(url);
        source.setUser(user);
        password.ifPresent(source::setPassword);
        source.setApplicationName("chengyun-cut-feed");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
    }

    /** Ends a subscription; idempotent. */
    public interface Subscription {
        void close();
    }

    /** Calls {@code listener} for each commit from now on, until the subscription is closed. */
    public Subscription subscribe(Consumer<CutNotice> listener) {
        return listeners.add(listener);
    }

    void start(@Observes StartupEvent event) {
        if (config.roles().contains(ProcessRole.WEB)) {
            thread = Thread.ofPlatform().daemon().name("cut-feed").start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (thread != null) {
            thread.interrupt();
            thread.join(2L * WAIT_MS);
        }
    }

    private void run() {
        while (!stopping) {
            try (Connection connection = source.getConnection()) {
                listen(connection);
            } catch (Exception e) {
                // Top loop: whatever broke the connection, the feed comes back.
                if (!stopping) {
                    Log.warnf("cut notices interrupted, trying again: error=%s", e.toString());
                }
            }
            pause();
        }
    }

    private void listen(Connection connection) throws SQLException {
        execute(connection, "listen " + CHANNEL);
        var notifications = connection.unwrap(PGConnection.class);
        cuts.latest().datasets().stream()
                .filter(latest -> latest.kind() != null)
                .forEach(latest -> listeners.publish(
                        new CutNotice(latest.cut(), latest.dataset(), "" + latest.kind(), latest.watermark())));
        for (int silent = 0; !stopping; silent++) {
            PGNotification[] arrived = notifications.getNotifications(WAIT_MS);
            if (arrived != null && arrived.length > 0) {
                Arrays.stream(arrived).map(PGNotification::getParameter).forEach(this::pass);
                silent = 0;
            } else if (silent == SILENT_WAITS) {
                // Silence and a server that vanished without a word look alike until something is sent.
                execute(connection, "select 1");
                silent = 0;
            }
        }
    }

    private void pass(String payload) {
        NoticeReader.read(payload)
                .ifPresentOrElse(
                        listeners::publish,
                        () -> Log.warnf("not a cut notice: channel=%s length=%d", CHANNEL, payload.length()));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void pause() {
        try {
            if (!stopping) {
                Thread.sleep(config.cutFeedRetry());
            }
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}
