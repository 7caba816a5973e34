package org.chengyun.engine.runner.loop;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.engine.core.time.ClosePolicy;
import org.chengyun.engine.core.time.PartitionProgress;
import org.chengyun.engine.core.time.WatermarkRule;
import org.chengyun.engine.runner.store.CloseStore;
import org.chengyun.engine.runner.store.Cut;
import org.chengyun.engine.runner.store.MetricNumber;
import org.chengyun.engine.runner.store.Offsets;

/** Decides after each commit, and now and then in silence, whether windows close. The committing thread owns it. */
final class Closer {
    private final Connection connection;
    private final CloseStore store;
    private final Offsets offsets;
    private final WatermarkRule rule;
    private final long sliceGridMs;
    private long closedMs;
    private long lastCloseMs;

    Closer(Connection connection, String job, Dataset dataset, List<MetricNumber> metrics, long nowMs)
            throws SQLException {
        this.connection = connection;
        this.store = new CloseStore(connection, job, dataset, metrics);
        this.offsets = new Offsets(job, dataset.topic());
        this.rule = new WatermarkRule(
                dataset.allowedLateness().toMillis(), dataset.idleAfter().toMillis());
        this.sliceGridMs = metrics.stream()
                .map(metric -> BigInteger.valueOf(metric.metric().slice().sizeMs()))
                .reduce(BigInteger::gcd)
                .orElse(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
        this.closedMs = store.closedMs();
        this.lastCloseMs = nowMs;
    }

    long closedMs() {
        return closedMs;
    }

    Optional<Cut> closeIfDue(Progress progress) throws SQLException {
        long watermarkMs = rule.advance(closedMs, all(progress));
        long sinceLastMs = progress.nowMs() - lastCloseMs;
        if (!ClosePolicy.DEFAULT.shouldClose(
                closedMs, watermarkMs, sliceGridMs, progress.nowMs(), progress.silentMs(), sinceLastMs)) {
            return Optional.empty();
        }
        Optional<Cut> cut = store.close(watermarkMs);
        closedMs = store.closedMs();
        lastCloseMs = progress.nowMs();
        return cut;
    }

    /** Partitions of other instances count as the database knows them. */
    private List<PartitionProgress> all(Progress mine) throws SQLException {
        List<PartitionProgress> all = new ArrayList<>(mine.partitions().values());
        Map<Integer, Offsets.Position> stored = offsets.read(connection);
        connection.commit();
        stored.forEach((partition, position) -> {
            if (!mine.partitions().containsKey(partition)) {
                long silentMs = position.activeAt() == null
                        ? Long.MAX_VALUE
                        : mine.nowMs() - position.activeAt().toEpochMilli();
                all.add(new PartitionProgress(position.newestMs(), true, silentMs));
            }
        });
        return all;
    }
}
