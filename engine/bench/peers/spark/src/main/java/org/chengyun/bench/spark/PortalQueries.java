package org.chengyun.bench.spark;

import static org.apache.spark.sql.functions.*;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.Contest.Query;

/** Q4 and Q5, each in a streaming query. */
final class PortalQueries {
    private static final String LINE = "\\[([^\\]]+)\\] \"\\S+ /services/([^/ ]+)\\S* [^\"]*\" (\\d{3}) (\\d+)";

    private final Contest contest;
    private final Streams streams;

    PortalQueries(Contest contest, SparkSession spark, Path checkpoints) {
        this.contest = contest;
        this.streams = new Streams(contest, spark, checkpoints);
    }

    List<StreamingQuery> start() throws TimeoutException {
        Dataset<Row> services = requests("service", "status", "bytes")
                .groupBy(window(col("at"), "1 minute"), col("service").as("key"))
                .agg(
                        count(lit(1)).as("n"),
                        avg("bytes").as("mean"),
                        var_samp("bytes").as("variance"),
                        min(col("bytes").cast("double")).as("min"),
                        max(col("bytes").cast("double")).as("max"),
                        views(2),
                        views(3),
                        views(4),
                        views(5));
        Dataset<Row> top = requests("service")
                .groupBy(
                        window(col("at"), "5 minutes", "1 minute"),
                        col("service").as("key"))
                .agg(count(lit(1)).as("n"));
        return List.of(
                streams.start("q4", services, (batch, id) -> streams.write(batch, Query.Q4)),
                streams.start("q5", top, (batch, id) -> streams.write(Streams.ranked(batch, "n"), Query.Q5)));
    }

    private static Column views(int statusClass) {
        return count_if(col("status").between(100 * statusClass, 100 * statusClass + 99))
                .as("c%dxx".formatted(statusClass));
    }

    private Dataset<Row> requests(String... fields) {
        Dataset<Row> lines = streams.values();
        Dataset<Row> decoded = contest.option("decode", "from_json").equals("map")
                ? lines.as(Encoders.BINARY())
                        .mapPartitions(new PortalDecoder(), Encoders.bean(PortalBean.class))
                        .toDF()
                        .withColumn("at", timestamp_millis(col("ts")))
                : byPattern(lines);
        String[] all = java.util.Arrays.copyOf(fields, fields.length + 1);
        all[fields.length] = "at";
        return decoded.selectExpr(all).withWatermark("at", "2 minutes");
    }

    /** As Spark's users write it. */
    private static Dataset<Row> byPattern(Dataset<Row> lines) {
        Column line = col("value").cast("string");
        return lines.select(
                to_timestamp(regexp_extract(line, LINE, 1), "dd/MMM/yyyy:HH:mm:ss Z")
                        .as("at"),
                regexp_extract(line, LINE, 2).as("service"),
                regexp_extract(line, LINE, 3).cast("int").as("status"),
                regexp_extract(line, LINE, 4).cast("int").as("bytes"));
    }
}
