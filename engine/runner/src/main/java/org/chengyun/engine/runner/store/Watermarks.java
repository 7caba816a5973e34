package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.chengyun.datasets.catalogue.Dataset;

/** Up to where the windows of datasets are closed. */
public final class Watermarks {
    private Watermarks() {}

    /** Epoch ms, or {@link org.chengyun.engine.core.time.PartitionProgress#NONE}. */
    public static long of(Connection connection, Dataset dataset) throws SQLException {
        return WatermarkTable.read(connection, dataset.id());
    }

    /** Forgets that anything was closed, of a job that has ended. */
    public static void forget(Connection connection, Dataset dataset) throws SQLException {
        WatermarkTable.delete(connection, dataset.id());
    }
}
