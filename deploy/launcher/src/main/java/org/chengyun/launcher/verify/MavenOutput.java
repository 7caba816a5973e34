package org.chengyun.launcher.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Maven's output line by line and keeps what a person wants of it. Not thread-safe.
 */
final class MavenOutput {
    private static final Pattern MODULE =
            Pattern.compile("\\[INFO] Building (Chengyun.*?) \\S+(?:\\s+(\\[\\d+/\\d+]))?");
    private static final Pattern CLASS = Pattern.compile(
            "\\[\\w+] Tests run: (\\d+), Failures: (\\d+), Errors: (\\d+), Skipped: (\\d+), Time elapsed: .* -- in (\\S+)");
    private static final Pattern UNWANTED = Pattern.compile(
            "\\[ERROR]\\s*(at [\\w.$/@]+\\(.*|\\[Help .*|-> .*|To see the full.*|Re-run Maven.*|For more information.*|After correcting.*|)");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final int KEPT_ERRORS = 60;

    private final List<String> errors = new ArrayList<>();
    private int testsOfModule;
    private boolean inModule;

    /** The line to show for this line of Maven, if any. */
    Optional<String> read(String coloured) {
        String line = COLOUR.matcher(coloured).replaceAll("").stripTrailing();
        Matcher module = MODULE.matcher(line);
        if (module.matches()) {
            String before = endOfModule().map(text -> text + "\n").orElse("");
            inModule = true;
            String number = module.group(2) == null ? "" : module.group(2) + " ";
            return Optional.of(before + number + module.group(1));
        }
        Matcher tests = CLASS.matcher(line);
        if (tests.find()) {
            testsOfModule += Integer.parseInt(tests.group(1));
            boolean failed = !tests.group(2).equals("0") || !tests.group(3).equals("0");
            return failed ? Optional.of("      FAILED " + tests.group(5)) : Optional.empty();
        }
        if (line.startsWith("[ERROR]") && !UNWANTED.matcher(line).matches() && errors.size() < KEPT_ERRORS) {
            errors.add(line.substring("[ERROR]".length()).stripTrailing());
        }
        return Optional.empty();
    }

    /** What to say of the module that has ended. */
    Optional<String> endOfModule() {
        if (!inModule || testsOfModule == 0) {
            return Optional.empty();
        }
        String text = "      %d tests".formatted(testsOfModule);
        testsOfModule = 0;
        return Optional.of(text);
    }

    /** The error lines, without stack frames and Maven's advice. */
    List<String> errors() {
        return errors;
    }
}
