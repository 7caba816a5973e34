package org.chengyun.datasets.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.chengyun.datasets.simulator.cases.CaseFeed;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.city.Registry;
import org.chengyun.datasets.simulator.feed.Feed;
import org.chengyun.datasets.simulator.outlet.FeedState;
import org.chengyun.datasets.simulator.outlet.HttpPush;
import org.chengyun.datasets.simulator.outlet.LogFile;
import org.chengyun.datasets.simulator.outlet.Outlet;
import org.chengyun.datasets.simulator.outlet.Rotation;
import org.chengyun.datasets.simulator.outlet.Stop;
import org.chengyun.datasets.simulator.outlet.Token;
import org.chengyun.datasets.simulator.portal.PortalFeed;
import org.chengyun.datasets.simulator.traffic.TrafficFeed;
import org.chengyun.datasets.simulator.truth.TruthBook;
import org.chengyun.datasets.simulator.truth.TruthFiles;
import org.jspecify.annotations.Nullable;

/** The simulator's process: one thread per feed until all have reached the end or somebody stops it. */
public final class Simulator {
    private static final long REPORT_MS = 5_000;
    private static final long CAUGHT_UP_MS = 5_000;
    private static final long LONGEST_FAREWELL_MS = 15_000;

    private final Options options;
    private final City city;
    private final Clock clock;
    private final PrintStream console;
    private final Stop stop;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Simulator(Options options, Clock clock, PrintStream console, Stop stop) {
        this.options = options;
        this.city = City.of(options.seed());
        this.clock = clock;
        this.console = console;
        this.stop = stop;
    }

    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.HELP);
            return;
        }
        Options options;
        try {
            options = Options.parse(List.of(arguments), System.getenv(), Instant.now());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + Options.HELP);
            System.exit(2);
            return;
        }
        int status = guarded(options);
        if (status != 0) {
            System.exit(status);
        }
        // Not by exit: on a stop the shutdown hook waits for this very thread to end.
    }

    /** Runs until the end, or until the process is asked to end: then the batch in hand is finished first. */
    private static int guarded(Options options) throws InterruptedException {
        var stop = new Stop();
        Thread main = Thread.currentThread();
        var hook = new Thread(() -> {
            stop.request();
            try {
                main.join(LONGEST_FAREWELL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new Simulator(options, Clock.systemUTC(), System.out, stop).run();
            return 0;
        } catch (IOException | IllegalStateException e) {
            System.err.println("simulator: " + e.getMessage());
            return 1;
        } finally {
            if (!stop.isRequested()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    void run() throws IOException, InterruptedException {
        new Registry(city).write(options.city());
        console.printf(
                "city %d: %d districts, %d roads, %d detectors, %d services, registry in %s%n",
                city.seed(),
                city.districts().size(),
                city.roads().size(),
                city.sites().size(),
                city.services().size(),
                options.city());
        if (options.onlyRegistry()) {
            return;
        }
        List<FeedRunner> runners = runners();
        List<Thread> threads = new ArrayList<>();
        for (FeedRunner runner : runners) {
            var thread = new Thread(runner, runner.dataset());
            thread.setUncaughtExceptionHandler((failed, e) -> {
                failure.compareAndSet(null, e);
                stop.request();
            });
            thread.start();
            threads.add(thread);
        }
        watch(runners, threads);
        Throwable first = failure.get();
        if (first != null) {
            throw new IllegalStateException(String.valueOf(first.getMessage()), first);
        }
    }

    private List<FeedRunner> runners() throws IOException {
        List<FeedRunner> runners = new ArrayList<>();
        for (Feed feed : List.of(
                new PortalFeed(city, options.zone()),
                new TrafficFeed(city, options.zone()),
                new CaseFeed(city, options.zone()))) {
            runners.add(runner(feed));
        }
        return runners;
    }

    private FeedRunner runner(Feed feed) throws IOException {
        String dataset = feed.dataset();
        FeedState state = FeedState.open(
                options.out().resolve("state").resolve(dataset + ".properties"),
                origin(),
                options.from().toEpochMilli());
        Path truthFolder = options.out().resolve("truth").resolve(dataset);
        var truth = new TruthBook(
                new TruthFiles(truthFolder, options.minutes()), feed.longestDelayMs(), feed.delayedAfterMs());
        var pace = new Pace(clock, state.positionMs(), options.speed());
        long untilMs = options.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        return new FeedRunner(feed, state, outlet(dataset, state), truth, pace, untilMs, truthFolder, stop);
    }

    /** What decides the bytes and where they go; a state is only good for the same again. */
    private String origin() {
        String where = options.url().isPresent() ? "pushed" : "to files";
        return "seed %d, zone %s, %s".formatted(city.seed(), options.zone(), where);
    }

    private Outlet outlet(String dataset, FeedState state) throws IOException {
        Path folder = options.out().resolve(dataset);
        if (dataset.equals("portal")) {
            return new LogFile(folder.resolve("access.log"), options.rotation(), state);
        }
        if (options.url().isEmpty()) {
            String name = dataset.equals("traffic") ? "detectors.ndjson" : "cases.ndjson";
            return new LogFile(folder.resolve(name), Rotation.NEVER, state);
        }
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        Token token = options.tokenUrl()
                .map(url -> new Token(http, url, options.client(), options.secret(), clock))
                .orElse(null);
        String base = options.url().get().toString().replaceAll("/+$", "");
        URI url = URI.create(base + "/api/v1/feeds/" + dataset);
        String keyPrefix = "simulator-%d-%s".formatted(city.seed(), dataset);
        return new HttpPush(http, url, token, keyPrefix, state, stop, console);
    }

    /** Tells how far the feeds are while they have something to catch up with, and when they are done. */
    private void watch(List<FeedRunner> runners, List<Thread> threads) throws InterruptedException {
        boolean caughtUp = false;
        long reportedMs = clock.millis();
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                thread.join(200);
                long nowMs = clock.millis();
                if (!caughtUp && nowMs - reportedMs >= REPORT_MS) {
                    report(runners);
                    reportedMs = nowMs;
                }
                if (!caughtUp && runners.stream().allMatch(r -> nowMs - r.reachedMs() < CAUGHT_UP_MS)) {
                    caughtUp = true;
                    report(runners);
                    console.println("the clock is reached; going on at its pace");
                }
            }
        }
        report(runners);
    }

    private void report(List<FeedRunner> runners) {
        for (FeedRunner runner : runners) {
            console.printf(
                    "%-8s %s  %s%n", runner.dataset(), Instant.ofEpochMilli(runner.reachedMs()), runner.summary());
        }
    }
}
