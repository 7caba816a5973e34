package org.chengyun.launcher.run;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.stack.Part;
import org.chengyun.launcher.stack.SimulatorPlan;
import org.chengyun.launcher.stack.StackPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the stack with a simulated city. */
@Command(name = "demo", description = "Start Chengyun with a simulated city.", mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--seed", description = "same seed, same city (default: ${DEFAULT-VALUE})")
    private long seed = SimulatorPlan.USUAL.seed();

    @Option(
            names = "--speed",
            description =
                    "times real time; 0 = as fast as possible until now, then real time (default: ${DEFAULT-VALUE})")
    private double speed = SimulatorPlan.USUAL.speed();

    @Option(
            names = "--history",
            converter = DurationArgument.class,
            description = "how long before now the story begins, e.g. 24h or 7d (default: 24h)")
    private Duration history = SimulatorPlan.USUAL.history();

    @Option(
            names = {"-d", "--detach"},
            description = "return when it is ready and leave it running")
    private boolean detach;

    @Option(
            names = "--zone",
            description = "the city's time zone (default: CHENGYUN_ZONE, else " + UpCommand.USUAL_ZONE + ")")
    private @Nullable ZoneId zone;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (detach) {
            List<String> arguments = new ArrayList<>(List.of("demo", "--seed", Long.toString(seed)));
            arguments.addAll(List.of("--speed", Double.toString(speed), "--history", history.toString()));
            arguments.addAll(UpCommand.zoneArgument(zone));
            return UpCommand.detached(arguments);
        }
        return new Foreground(System.out)
                .run(new StackPlan(
                        StackHome.ofUser(),
                        "demo",
                        EnumSet.allOf(Part.class),
                        true,
                        true,
                        UpCommand.city(zone),
                        new SimulatorPlan(seed, speed, history)));
    }
}
