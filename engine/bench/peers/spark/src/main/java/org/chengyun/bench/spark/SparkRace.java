package org.chengyun.bench.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.chengyun.engine.bench.contest.Contest;

/** Spark in this process, one task slot per thread, as many micro-batches as it takes and then an end. */
final class SparkRace {
    private SparkRace() {}

    public static void main(String[] arguments) throws Exception {
        Contest contest = Contest.fromEnvironment();
        Path checkpoints = Files.createTempDirectory("spark-checkpoints");
        try (SparkSession spark = SparkSession.builder()
                .master("local[%d]".formatted(contest.threads()))
                .appName("race")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", contest.threads())
                .getOrCreate()) {
            spark.sparkContext().setLogLevel("WARN");
            List<StreamingQuery> queries = contest.isPortal()
                    ? new PortalQueries(contest, spark, checkpoints).start()
                    : new TrafficQueries(contest, spark, checkpoints).start();
            for (StreamingQuery query : queries) {
                query.awaitTermination();
            }
        }
    }
}
