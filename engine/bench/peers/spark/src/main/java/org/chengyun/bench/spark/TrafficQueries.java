package org.chengyun.bench.spark;

import static org.apache.spark.sql.functions.*;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.Contest.Query;

/**
 * Q1 in one streaming query, Q2 and Q3 in another: a window that is complete leaves the second with all its roads in one
 * micro-batch, which is then ranked as a plain table.
 */
final class TrafficQueries {
    private static final StructType JSON = new StructType()
            .add("ts", "long")
            .add("sensor", "string")
            .add("road", "string")
            .add("district", "string")
            .add("speed", "double")
            .add("volume", "int")
            .add("occupancy", "double");
    private static final long LEAST_PER_BATCH = 2_500_000;
    private static final int PLACES = 10;

    private final Contest contest;
    private final SparkSession spark;
    private final Path checkpoints;

    TrafficQueries(Contest contest, SparkSession spark, Path checkpoints) {
        this.contest = contest;
        this.spark = spark;
        this.checkpoints = checkpoints;
    }

    List<StreamingQuery> start() throws TimeoutException {
        Dataset<Row> sensors = readings("sensor", "speed")
                .groupBy(window(col("at"), "1 minute"), col("sensor").as("key"))
                .agg(count(lit(1)).as("n"), speedStatistics());
        Dataset<Row> roads = contest.option("windows", "sliding").equals("slices") ? roadsBySlices() : roadsBySliding();
        return List.of(
                start("q1", sensors, (batch, id) -> write(batch, Query.Q1)), start("q2-q3", roads, (batch, id) -> {
                    Dataset<Row> kept = batch.persist();
                    write(kept, Query.Q2);
                    write(ranked(kept), Query.Q3);
                    kept.unpersist();
                }));
    }

    private Dataset<Row> roadsBySliding() {
        return readings("road", "speed", "volume")
                .groupBy(window(col("at"), "5 minutes", "1 minute"), col("road").as("key"))
                .agg(
                        count(lit(1)).as("n"),
                        with(speedStatistics(), sum("volume").as("volume")));
    }

    /** Folds each reading once, into its minute; the sliding windows add up minutes. */
    private Dataset<Row> roadsBySlices() {
        return readings("road", "speed", "volume")
                .groupBy(window(col("at"), "1 minute").as("minute"), col("road").as("key"))
                .agg(
                        count(lit(1)).as("n"),
                        sum("speed").as("total"),
                        sum(col("speed").multiply(col("speed"))).as("squares"),
                        min("speed").as("min"),
                        max("speed").as("max"),
                        sum("volume").as("volume"))
                .groupBy(window(col("minute"), "5 minutes", "1 minute"), col("key"))
                .agg(
                        sum("n").as("n"),
                        sum("total").as("total"),
                        sum("squares").as("squares"),
                        min("min").as("min"),
                        max("max").as("max"),
                        sum("volume").as("volume"))
                .selectExpr(
                        "window",
                        "key",
                        "n",
                        "total / n as mean",
                        "case when n > 1 then (squares - total * total / n) / (n - 1) end as variance",
                        "min",
                        "max",
                        "volume");
    }

    private static Column[] speedStatistics() {
        return new Column[] {
            avg("speed").as("mean"),
            var_samp("speed").as("variance"),
            min("speed").as("min"),
            max("speed").as("max")
        };
    }

    private static Column[] with(Column[] columns, Column last) {
        Column[] all = java.util.Arrays.copyOf(columns, columns.length + 1);
        all[columns.length] = last;
        return all;
    }

    private Dataset<Row> readings(String... fields) {
        Dataset<Row> records = spark.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", contest.kafka())
                .option("subscribe", contest.topic())
                .option("startingOffsets", "earliest")
                .option("maxOffsetsPerTrigger", Math.max(LEAST_PER_BATCH, contest.events() / 4))
                .option("kafka.max.poll.records", 20_000)
                .option("kafka.max.partition.fetch.bytes", 4 << 20)
                .load()
                .select("value");
        Dataset<Row> decoded = contest.option("decode", "from_json").equals("map")
                ? records.as(Encoders.BINARY())
                        .mapPartitions(new TrafficDecoder(), Encoders.bean(TrafficBean.class))
                        .toDF()
                : records.select(from_json(col("value").cast("string"), JSON).as("reading"))
                        .select("reading.*");
        return decoded.withColumn("at", timestamp_millis(col("ts")))
                .selectExpr(with(fields, "at"))
                .withWatermark("at", "2 minutes");
    }

    private static String[] with(String[] fields, String last) {
        String[] all = java.util.Arrays.copyOf(fields, fields.length + 1);
        all[fields.length] = last;
        return all;
    }

    private StreamingQuery start(String name, Dataset<Row> results, VoidFunction2<Dataset<Row>, Long> sink)
            throws TimeoutException {
        return results.writeStream()
                .queryName(name)
                .outputMode("append")
                .option("checkpointLocation", checkpoints.resolve(name).toString())
                .trigger(Trigger.AvailableNow())
                .foreachBatch(sink)
                .start();
    }

    private static Dataset<Row> ranked(Dataset<Row> roads) {
        var byVolume = Window.partitionBy("window").orderBy(col("volume").desc(), col("key"));
        return roads.withColumn("rank", row_number().over(byVolume))
                .where(col("rank").leq(PLACES))
                .select("window", "rank", "key", "volume");
    }

    private void write(Dataset<Row> rows, Query query) {
        rows.foreachPartition(new PartitionWriter(contest, query));
    }
}
