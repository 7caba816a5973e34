package org.chengyun.bench.spark;

import static org.apache.spark.sql.functions.*;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
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

    private final Contest contest;
    private final Streams streams;

    TrafficQueries(Contest contest, SparkSession spark, Path checkpoints) {
        this.contest = contest;
        this.streams = new Streams(contest, spark, checkpoints);
    }

    List<StreamingQuery> start() throws TimeoutException {
        Dataset<Row> sensors = readings("sensor", "speed")
                .groupBy(window(col("at"), "1 minute"), col("sensor").as("key"))
                .agg(count(lit(1)).as("n"), speedStatistics());
        Dataset<Row> roads = contest.option("windows", "sliding").equals("slices") ? roadsBySlices() : roadsBySliding();
        return List.of(
                streams.start("q1", sensors, (batch, id) -> streams.write(batch, Query.Q1)),
                streams.start("q2-q3", roads, (batch, id) -> {
                    Dataset<Row> kept = batch.persist();
                    streams.write(kept, Query.Q2);
                    streams.write(Streams.ranked(kept, "volume"), Query.Q3);
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
        Column[] all = Arrays.copyOf(columns, columns.length + 1);
        all[columns.length] = last;
        return all;
    }

    private Dataset<Row> readings(String... fields) {
        Dataset<Row> records = streams.values();
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
        String[] all = Arrays.copyOf(fields, fields.length + 1);
        all[fields.length] = last;
        return all;
    }
}
