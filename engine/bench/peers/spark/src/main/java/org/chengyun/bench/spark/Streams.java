package org.chengyun.bench.spark;

import static org.apache.spark.sql.functions.*;

import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.Contest.Query;

/** The ends of the streaming queries, which both workloads share. */
record Streams(Contest contest, SparkSession spark, Path checkpoints) {
    private static final long LEAST_PER_BATCH = 2_500_000;
    private static final int PLACES = 10;

    /** The values of the topic's records. */
    Dataset<Row> values() {
        return spark.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", contest.kafka())
                .option("subscribe", contest.topic())
                .option("startingOffsets", "earliest")
                .option("maxOffsetsPerTrigger", Math.max(LEAST_PER_BATCH, contest.events() / 4))
                .option("kafka.max.poll.records", 20_000)
                .option("kafka.max.partition.fetch.bytes", 4 << 20)
                .load()
                .select("value");
    }

    /** Writes windows that are complete. */
    StreamingQuery start(String name, Dataset<Row> results, VoidFunction2<Dataset<Row>, Long> sink)
            throws TimeoutException {
        return results.writeStream()
                .queryName(name)
                .outputMode("append")
                .option("checkpointLocation", checkpoints.resolve(name).toString())
                .trigger(Trigger.AvailableNow())
                .foreachBatch(sink)
                .start();
    }

    void write(Dataset<Row> rows, Query query) {
        rows.foreachPartition(new PartitionWriter(contest, query));
    }

    /** The keys with the largest scores of each window: window, rank, key, score. */
    static Dataset<Row> ranked(Dataset<Row> rows, String score) {
        var byScore = Window.partitionBy("window").orderBy(col(score).desc(), col("key"));
        return rows.withColumn("rank", row_number().over(byScore))
                .where(col("rank").leq(PLACES))
                .select("window", "rank", "key", score);
    }
}
