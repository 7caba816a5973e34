package org.chengyun.api.site;

import java.util.ArrayList;
import java.util.List;

/** Splits one line of comma-separated values (RFC 4180); a value with a line break inside is not supported. */
public final class CsvLine {
    private CsvLine() {}

    public static List<String> split(String line) {
        List<String> values = new ArrayList<>();
        var value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        values.add(value.toString());
        return values;
    }
}
