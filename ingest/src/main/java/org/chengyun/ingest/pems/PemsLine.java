package org.chengyun.ingest.pems;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.SourceText;
import org.chengyun.ingest.mapped.DecimalText;
import org.jspecify.annotations.Nullable;

/** The columns of one line; remembers the first thing that is wrong with them. Not thread-safe. */
final class PemsLine {
    private final List<String> columns = new ArrayList<>();
    private Decoded.@Nullable Rejected rejected;

    /** Splits plain text at its commas; no form of PeMS quotes. */
    void split(byte[] bytes, int from, int to) {
        columns.clear();
        rejected = null;
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || bytes[at] == ',') {
                columns.add(new String(bytes, start, at - start, StandardCharsets.ISO_8859_1).strip());
                start = at + 1;
            }
        }
    }

    int size() {
        return columns.size();
    }

    String text(int column) {
        return columns.get(column);
    }

    /** What was wrong, or null. */
    Decoded.@Nullable Rejected rejected() {
        return rejected;
    }

    void reject(Reason reason, String detail) {
        if (rejected == null) {
            rejected = new Decoded.Rejected(reason, detail);
        }
    }

    /** The number in a column; null if it is empty, or is none and the line therefore rejected. */
    @Nullable
    Double number(int column, String name) {
        String text = columns.get(column);
        if (text.isEmpty()) {
            return null;
        }
        double value = DecimalText.parse(text);
        if (Double.isNaN(value)) {
            reject(Reason.NUMBER_MALFORMED, "%s is %s".formatted(name, SourceText.quoted(text)));
            return null;
        }
        return value;
    }

    /** A time {@code MM/dd/yyyy HH:mm:ss}; 0 if it is none and the line therefore rejected. */
    long monthFirst(int column, ZoneId zone) {
        return time(column, "NN/NN/NNNN NN:NN:NN", 6, 0, 3, zone);
    }

    /** A time {@code yyyy-MM-dd HH:mm:ss}; 0 if it is none and the line therefore rejected. */
    long yearFirst(int column, ZoneId zone) {
        return time(column, "NNNN-NN-NN NN:NN:NN", 0, 5, 8, zone);
    }

    private long time(int column, String form, int year, int month, int day, ZoneId zone) {
        String text = columns.get(column);
        if (fits(text, form)) {
            try {
                return LocalDateTime.of(
                                number(text, year, 4),
                                number(text, month, 2),
                                number(text, day, 2),
                                number(text, 11, 2),
                                number(text, 14, 2),
                                number(text, 17, 2))
                        .atZone(zone)
                        .toInstant()
                        .toEpochMilli();
            } catch (DateTimeException e) {
                // a day or an hour that does not exist
            }
        }
        reject(Reason.TIME_MALFORMED, "time is " + SourceText.quoted(text));
        return 0;
    }

    /** True if the text has digits where the form has N, and is the form elsewhere. */
    static boolean fits(String text, String form) {
        if (text.length() != form.length()) {
            return false;
        }
        for (int i = 0; i < form.length(); i++) {
            char c = text.charAt(i);
            boolean right = form.charAt(i) == 'N' ? c >= '0' && c <= '9' : c == form.charAt(i);
            if (!right) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int digits) {
        return Integer.parseInt(text, from, from + digits, 10);
    }
}
