package org.chengyun.launcher.doctor;

import java.util.List;
import java.util.concurrent.Callable;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.software.Workspace;
import picocli.CommandLine.Command;

/** One line for each thing that a stack needs, with what to do where it is missing. */
@Command(
        name = "doctor",
        description = "Look for what keeps Chengyun from running, and say what to do.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:nothing bad", "1:something bad"},
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        Workspace workspace = Workspace.find();
        StackHome home = StackHome.ofUser();
        MachineChecks machine = new MachineChecks(workspace, home);
        StackChecks stack = new StackChecks(workspace, home);
        List<Callable<Finding>> checks = List.of(
                machine::java,
                machine::maven,
                machine::disk,
                machine::memory,
                machine::openFiles,
                machine::clock,
                machine::account,
                machine::timescale,
                machine::chromium,
                stack::software,
                stack::ports,
                stack::stack,
                stack::leftovers);
        int exit = 0;
        for (Callable<Finding> check : checks) {
            Finding finding = check.call();
            System.out.println(finding);
            exit = finding.grade() == Finding.Grade.BAD ? 1 : exit;
        }
        return exit;
    }
}
