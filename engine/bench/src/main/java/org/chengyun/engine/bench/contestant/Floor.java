package org.chengyun.engine.bench.contestant;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chengyun.engine.bench.contest.Contest;

/**
 * The floor: a loop written by hand for just these queries, with everything in memory, no exactly-once and no generality.
 * With the option {@code poll} it only reads and throws away.
 */
final class Floor {
    private Floor() {}

    public static void main(String[] arguments) throws Exception {
        Contest contest = Contest.fromEnvironment();
        boolean pollOnly = contest.option("mode", "full").equals("poll");
        List<FloorShare> shares = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(contest.threads())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < contest.threads(); i++) {
                FloorShare share = contest.isPortal()
                        ? new PortalShare(contest, i, pollOnly)
                        : new TrafficShare(contest, i, pollOnly);
                shares.add(share);
                running.add(threads.submit(() -> {
                    share.run();
                    return share;
                }));
            }
            for (Future<?> future : running) {
                await(future);
            }
        }
        if (!pollOnly) {
            shares.getFirst().finish(shares);
        }
    }

    private static void await(Future<?> future) throws InterruptedException, SQLException {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new SQLException("a thread of the floor failed", e.getCause());
        }
    }
}
