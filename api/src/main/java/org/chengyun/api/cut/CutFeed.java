package org.chengyun.api.cut;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.ProcessRole;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

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

    private final DataSource dataSource;
    private final Cuts cuts;
    private final ApiConfig config;
    private final CutListeners listeners = new CutListeners();
    private volatile boolean stopping;
    private @Nullable Thread thread;

    CutFeed(DataSource dataSource, Cuts cuts, ApiConfig config) {
        this.dataSource = dataSource;
        this.cuts = cuts;
        this.config = config;
    }

    /** Ends a subscription; idempotent. */
    public interface Subscription extends AutoCloseable {
        @Override
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
            try (Connection connection = dataSource.getConnection()) {
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
        while (!stopping) {
            PGNotification[] arrived = notifications.getNotifications(WAIT_MS);
            for (PGNotification notification : arrived == null ? new PGNotification[0] : arrived) {
                pass(notification.getParameter());
            }
        }
        execute(connection, "unlisten " + CHANNEL);
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
