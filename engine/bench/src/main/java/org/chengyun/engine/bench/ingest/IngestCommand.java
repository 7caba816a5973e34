package org.chengyun.engine.bench.ingest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.chengyun.engine.bench.race.Count;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.run.Terminal;
import org.chengyun.launcher.software.Servers;
import org.chengyun.launcher.software.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench ingest}: how fast feeds are decoded and brought to Kafka. */
@Command(
        name = "ingest",
        description = "Decode an access log, beside GoAccess, and DATEX II; load, push and subscribe into Kafka.",
        mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int SITES = 96_000;
    private static final int BATCH = 2_000;

    @Option(names = "--lines", defaultValue = "5m", description = "Of the access log (usually ${DEFAULT-VALUE}).")
    private String lines = "5m";

    @Option(
            names = "--readings",
            defaultValue = "2m",
            description = "Pushed, 2,000 in a request (usually ${DEFAULT-VALUE}).")
    private String readings = "2m";

    @Option(names = "--runs", defaultValue = "3", description = "Of each trial, in turn (usually ${DEFAULT-VALUE}).")
    private int runs = 3;

    @Option(names = "--only", defaultValue = "", description = "Trials: decode,goaccess,datex,load,push,http,mqtt.")
    private String only = "";

    @Option(names = "--seed", defaultValue = "1", description = "Another seed is another log.")
    private long seed = 1;

    @Option(names = "--minutes", defaultValue = "0", description = "Push at least so long: is the memory flat?")
    private long minutes;

    @Option(names = "--rate", defaultValue = "0", description = "Pushed per second; usually as fast as they are taken.")
    private double rate;

    @Option(
            names = "--json",
            description = "Where the result goes as JSON; usually into the home's folder bench/results.")
    private @Nullable Path json;

    private final PrintStream out = System.out;
    private final Consumer<String> progress = Terminal.progress(out)::say;

    @Override
    public Integer call() throws Exception {
        Set<Trial> trials = Trial.named(only);
        Path folder = StackHome.ofUser().folder().resolve("bench");
        var course = new Course(
                folder,
                new Course.Size(seed, Count.parse(lines), SITES, Count.parse(readings), BATCH, 60 * minutes, rate),
                new Course.Programs(goAccess(trials), mosquitto(trials)),
                progress);
        List<Figure> figures = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            for (Trial trial : trials) {
                Figure figure = course.run(trial);
                figures.add(figure);
                progress.accept("run %d of %d  %s".formatted(run, runs, Report.line(figure)));
            }
        }
        var report = new Report(figures, rate > 0);
        out.println();
        report.print(out);
        Path file = resultFile(folder);
        report.write(file);
        out.println("as JSON: " + file);
        return report.isRight() ? 0 : 1;
    }

    /** Where GoAccess cannot be had, the rest is still measured. */
    private GoAccess goAccess(Set<Trial> trials) throws Exception {
        if (!trials.contains(Trial.GOACCESS)) {
            return new GoAccess(Path.of("goaccess"));
        }
        var servers = new Servers(Workspace.find(), progress::accept);
        if (servers.goAccessIsSupported()) {
            return new GoAccess(servers.goAccess());
        }
        progress.accept("GoAccess cannot be had here: see goaccess-supported.log in the folder of software");
        trials.remove(Trial.GOACCESS);
        return new GoAccess(Path.of("goaccess"));
    }

    private Path mosquitto(Set<Trial> trials) throws Exception {
        if (!trials.contains(Trial.MQTT)) {
            return Path.of("mosquitto");
        }
        var servers = new Servers(Workspace.find(), progress::accept);
        if (servers.mosquittoIsSupported()) {
            return servers.mosquitto();
        }
        progress.accept("Mosquitto cannot be had here: see mosquitto-supported.log in the folder of software");
        trials.remove(Trial.MQTT);
        return Path.of("mosquitto");
    }

    private Path resultFile(Path folder) throws IOException {
        return json == null
                ? Files.createDirectories(folder.resolve("results"))
                        .resolve("ingest-%s-%s.json".formatted(lines, FILE_TIME.format(Instant.now())))
                : json;
    }
}
