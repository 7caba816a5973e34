package org.chengyun.launcher.run;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;
import org.chengyun.launcher.stack.Part;
import org.chengyun.launcher.stack.SimulatorPlan;
import org.chengyun.launcher.stack.StackPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the stack without a simulated city. */
@Command(name = "up", description = "Start Chengyun for your own data.", mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    static final String USUAL_ZONE = "Asia/Shanghai";

    @Option(
            names = {"-d", "--detach"},
            description = "return when it is ready and leave it running")
    private boolean detach;

    @Option(names = "--zone", description = "the city's time zone (default: CHENGYUN_ZONE, else " + USUAL_ZONE + ")")
    private @Nullable ZoneId zone;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (detach) {
            List<String> arguments = new ArrayList<>(List.of("up"));
            arguments.addAll(zoneArgument(zone));
            return detached(arguments);
        }
        return new Foreground(System.out)
                .run(new StackPlan(
                        StackHome.ofUser(),
                        "up",
                        Set.of(Part.KEYCLOAK, Part.APPLICATION),
                        true,
                        true,
                        city(zone),
                        SimulatorPlan.USUAL));
    }

    static int detached(List<String> arguments) throws IOException, InterruptedException {
        StackState state = new Background(StackHome.ofUser(), System.out).start(arguments);
        new Welcome(System.out, "deploy/chengyun stop").print(StackHome.ofUser());
        System.out.println("It runs in the background (process " + state.launcherPid() + ").");
        return 0;
    }

    static ZoneId city(@Nullable ZoneId chosen) {
        String configured = System.getenv("CHENGYUN_ZONE");
        if (chosen != null) {
            return chosen;
        }
        return ZoneId.of(configured == null || configured.isBlank() ? USUAL_ZONE : configured);
    }

    static List<String> zoneArgument(@Nullable ZoneId zone) {
        return zone == null ? List.of() : List.of("--zone", zone.getId());
    }
}
