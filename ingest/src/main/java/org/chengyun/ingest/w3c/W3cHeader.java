package org.chengyun.ingest.w3c;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the directives so far say about the records that follow. Immutable.
 *
 * @param fields as they stood behind {@code #Fields:}; null if none were named
 * @param date as it stood behind {@code #Date:}; empty if there was none
 * @param width number of fields
 */
record W3cHeader(@Nullable String fields, String date, int width, Map<Column, Integer> places, boolean inSeconds) {
    static final W3cHeader NONE = new W3cHeader(null, "", 0, Map.of(), false);

    private static final String FIELDS = "#fields:";
    private static final String DATE = "#date:";
    private static final int MAX_BYTES = 1 << 14;
    private static final int MAX_DATE = 64;
    private static final int ABSENT = -1;
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

    /**
     * What a header says after one more line. Lines that say nothing about records change nothing. Headers are kept with
     * positions, so one that is absurdly long is not: what follows it fits no header.
     */
    W3cHeader with(byte[] line, int from, int to, W3cSettings settings) {
        int end = Math.min(to, from + MAX_BYTES);
        String text = new String(line, from, end - from, StandardCharsets.UTF_8).strip();
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith(FIELDS)) {
            return withFields(end < to ? "" : text.substring(FIELDS.length()).strip(), settings);
        }
        return lower.startsWith(DATE) && text.length() <= MAX_DATE
                ? new W3cHeader(fields, text.substring(DATE.length()).strip(), width, places, inSeconds)
                : this;
    }

    W3cHeader withFields(String named, W3cSettings settings) {
        List<String> names = new ArrayList<>();
        for (String word : BLANKS.split(named, -1)) {
            String name = plain(word);
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        Map<Column, Integer> found = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            settings.names(column).stream()
                    .map(names::indexOf)
                    .filter(index -> index >= 0)
                    .findFirst()
                    .ifPresent(index -> found.put(column, index));
        }
        int duration = found.getOrDefault(Column.DURATION, ABSENT);
        boolean seconds = duration >= 0 && names.get(duration).equals(Column.IN_SECONDS);
        return new W3cHeader(named, date, names.size(), Map.copyOf(found), seconds || settings.wholeSeconds());
    }

    /** Without what cannot be seen: CloudFront wrote zero-width spaces. */
    private static String plain(String name) {
        var plain = new StringBuilder(name.length());
        name.codePoints().filter(c -> c > ' ' && c < 0x7f).forEach(plain::appendCodePoint);
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    /** Index of a field; -1 if the log has none for it. */
    int place(Column column) {
        return places.getOrDefault(column, ABSENT);
    }

    /** The directives from which this header can be made again. */
    byte[] preamble() {
        String fieldsLine = fields == null ? "" : "#Fields: " + fields + "\n";
        String dateLine = date.isEmpty() ? "" : "#Date: " + date + "\n";
        return (dateLine + fieldsLine).getBytes(StandardCharsets.UTF_8);
    }
}
