package org.chengyun.engine.bench.race;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts as people write them: {@code 200k}, {@code 5m}. */
public final class Count {
    private static final Pattern COUNT = Pattern.compile("([0-9]{1,9})([km]?)");

    private Count() {}

    public static long parse(String text) {
        Matcher matcher = COUNT.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalStateException("'%s' is no count; write 200k, 5m or 20000000".formatted(text));
        }
        long unit = switch (matcher.group(2)) {
            case "k" -> 1_000;
            case "m" -> 1_000_000;
            default -> 1;
        };
        return Long.parseLong(matcher.group(1)) * unit;
    }
}
