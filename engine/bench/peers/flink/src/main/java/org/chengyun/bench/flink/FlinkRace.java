package org.chengyun.bench.flink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.chengyun.engine.bench.contest.Contest;

/** A MiniCluster with one slot per thread, state on the heap, a checkpoint every five seconds. */
final class FlinkRace {
    /** How long records may wait for others on their way to the next operator. */
    private static final long LIVE_BUFFER_MS = 5;

    private FlinkRace() {}

    public static void main(String[] arguments) throws Exception {
        Contest contest = Contest.fromEnvironment();
        Path checkpoints = Files.createTempDirectory("flink-checkpoints");
        var configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        // A fault must end the run, not be hidden by a restart.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(contest.threads(), configuration);
        environment.getConfig().enableObjectReuse();
        environment.getConfig().setAutoWatermarkInterval(200);
        environment.enableCheckpointing(Duration.ofSeconds(5).toMillis());
        if (contest.option("live", "false").equals("true")) {
            environment.setBufferTimeout(LIVE_BUFFER_MS);
        }
        if (contest.isPortal()) {
            new PortalJob(contest).build(environment);
        } else {
            new TrafficJob(contest).build(environment);
        }
        environment.execute("race");
    }
}
