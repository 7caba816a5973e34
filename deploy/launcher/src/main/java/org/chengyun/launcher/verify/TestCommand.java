package org.chengyun.launcher.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.run.Terminal;
import org.chengyun.launcher.software.Progress;
import org.chengyun.launcher.software.Workspace;
import org.chengyun.launcher.stack.HomeInUseException;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.chengyun.launcher.stack.PartFailedException;
import org.chengyun.launcher.stack.StackPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Builds everything and runs all tests on one stack that it starts for them. */
@Command(
        name = "test",
        description = "Build everything and run all tests on a stack of their own. Further arguments go to Maven.",
        mixinStandardHelpOptions = true)
public final class TestCommand implements Callable<Integer> {
    @Unmatched
    private List<String> mavenArguments = List.of();

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException, HomeInUseException {
        Instant start = Instant.now();
        Workspace workspace = Workspace.find();
        Path target = workspace.root().resolve("target");
        Files.createDirectories(target);
        Progress progress = Terminal.progress(out);
        Chromium.ensure(progress, target.resolve("chromium-install.log"));
        StackHome home = new StackHome(target.resolve("test-home"));
        LocalStack.endOrphans(home, progress);
        home.delete();
        StackPlan plan = StackPlan.forTests(home, Set.of(Part.KAFKA, Part.DATABASE, Part.KEYCLOAK));
        try (LocalStack stack = LocalStack.start(plan, progress)) {
            return verify(workspace, stack, target.resolve("test.log"), start);
        } catch (PartFailedException e) {
            out.println(e.getMessage());
            out.println("The stack for the tests did not start.");
            return 1;
        }
    }

    private int verify(Workspace workspace, LocalStack stack, Path log, Instant start) throws IOException {
        out.println("mvn verify (log: " + log + ")");
        MavenRun maven = new MavenRun(workspace, log, out);
        int status = maven.verify(
                mavenArguments,
                Map.of("CHENGYUN_TEST_STACK", stack.home().folder().toString()));
        TestReports.Sums sums = TestReports.sum(workspace.root(), start);
        if (status != 0) {
            maven.errors().forEach(out::println);
            out.println("The whole log: " + log);
            if (sums.failed() == 0) {
                out.println("Something other than a test failed; it counts as one failure.");
                sums = sums.plus(new TestReports.Sums(0, 1, 0));
            }
        }
        TestReports.Sums result = sums;
        stack.close(); // before the last line, which scripts read
        out.println(result);
        return status == 0 && result.failed() == 0 ? 0 : 1;
    }
}
