package org.chengyun.launcher.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the output of a Maven that builds several modules side by side, line by line, and keeps what a person wants of it.
 * Not thread-safe.
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
    private int tests;

    /** The line to show for this line of Maven, if any. */
    Optional<String> read(String coloured) {
        String line = COLOUR.matcher(coloured).replaceAll("").stripTrailing();
        Matcher module = MODULE.matcher(line);
        if (module.matches()) {
            String number = module.group(2) == null ? "" : module.group(2) + " ";
            return Optional.of(number + module.group(1));
        }
        Matcher ofClass = CLASS.matcher(line);
        if (ofClass.find()) {
            tests += Integer.parseInt(ofClass.group(1));
            boolean failed = !ofClass.group(2).equals("0") || !ofClass.group(3).equals("0");
            return failed ? Optional.of("      FAILED " + ofClass.group(5)) : Optional.empty();
        }
        if (line.startsWith("[ERROR]") && !UNWANTED.matcher(line).matches() && errors.size() < KEPT_ERRORS) {
            errors.add(line.substring("[ERROR]".length()).stripTrailing());
        }
        return Optional.empty();
    }

    /** How many tests have run, passed or not. */
    int tests() {
        return tests;
    }

    /** The error lines, without stack frames and Maven's advice. */
    List<String> errors() {
        return errors;
    }
}
