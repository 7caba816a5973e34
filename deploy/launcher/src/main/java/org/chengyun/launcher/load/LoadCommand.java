package org.chengyun.launcher.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chengyun.launcher.api.ApiClient;
import org.chengyun.launcher.api.AwayException;
import org.chengyun.launcher.api.Endpoint;
import org.chengyun.launcher.api.Patience;
import org.chengyun.launcher.api.ProblemException;
import org.chengyun.launcher.load.Source.UnusableException;
import org.chengyun.launcher.run.Terminal;
import org.chengyun.launcher.run.TheApplication;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads files and tells what became of every record. */
@Command(
        name = "load",
        description = "Load files (plain or gzip, - for standard input); ends when every record is committed.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything was loaded",
            "1:a file could not be loaded, the others were",
            "2:wrong options",
            "3:everything readable was loaded, but a file was cut off or damaged"
        },
        mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int DAMAGED = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Parameters(index = "0", paramLabel = "DATASET", description = "portal, traffic, events, or another in datasets/")
    private String dataset = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE")
    private List<String> files = List.of();

    @Option(names = "--format", description = "the files' format; found out from the content if not given")
    private @Nullable String format;

    @Option(names = "--zone", description = "time zone of times without one, e.g. America/New_York")
    private @Nullable ZoneId zone;

    @Option(
            names = "--cases",
            description =
                    "whose cases they are, if not the city's: the same name tells of the same cases, see docs/cases.md")
    private @Nullable String cases;

    @Option(
            names = "--count-again",
            description = "load a file although part of it was loaded and would be counted twice")
    private boolean countAgain;

    private final Endpoint.Source endpoint;
    private final PrintStream out;

    public LoadCommand() {
        this(TheApplication.runningOrStarted(), System.out);
    }

    LoadCommand(Endpoint.Source endpoint, PrintStream out) {
        this.endpoint = endpoint;
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        Patience patience = new Patience(PATIENCE, line -> out.println("… " + line));
        LoadApi api = new LoadApi(new ApiClient(endpoint, Clock.systemUTC()), patience);
        LoadApi.Choice choice = new LoadApi.Choice(
                dataset,
                Optional.ofNullable(format),
                Optional.ofNullable(zone).map(ZoneId::getId),
                Optional.ofNullable(cases));
        FileLoader loader = new FileLoader(api, choice, countAgain, out, Terminal.isTerminal());
        LoadReport report = new LoadReport();
        int exit = 0;
        for (String file : files) {
            int code = loadOne(loader, report, file);
            // One that failed says more than one that was cut off.
            exit = exit == FAILED || code == FAILED ? FAILED : Math.max(exit, code);
        }
        String total = report.total();
        if (!total.isEmpty()) {
            out.println(total);
        }
        return exit;
    }

    private int loadOne(FileLoader loader, LoadReport report, String file) throws InterruptedException {
        @Nullable Path spool = null;
        try {
            if (file.equals("-")) {
                spool = Files.createTempFile("chengyun-stdin", "");
                Files.copy(System.in, spool, StandardCopyOption.REPLACE_EXISTING);
            }
            Source source = spool == null ? Source.of(file, Path.of(file)) : Source.of("standard input", spool);
            FileLoader.Loaded loaded = loader.load(source);
            out.println(report.add(source.name(), loaded.status()));
            return loaded.damage().isEmpty() ? 0 : DAMAGED;
        } catch (UnusableException e) {
            out.println("%s: not loaded, it %s".formatted(file, e.getMessage()));
        } catch (ProblemException e) {
            out.println("%s: not loaded: %s".formatted(file, e.getMessage()));
        } catch (AwayException | IOException e) {
            out.println("%s: stopped: %s%n  Run the same command again: it goes on where it stopped."
                    .formatted(file, e.getMessage()));
        } finally {
            delete(spool);
        }
        return FAILED;
    }

    private static void delete(@Nullable Path spool) {
        try {
            if (spool != null) {
                Files.deleteIfExists(spool);
            }
        } catch (IOException e) {
            spool.toFile().deleteOnExit();
        }
    }
}
