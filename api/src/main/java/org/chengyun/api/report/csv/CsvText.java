package org.chengyun.api.report.csv;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Text of RFC 4180. Not thread-safe: one per rendering. */
final class CsvText {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String STARTS_A_FORMULA = "=+-@\t\r\n＝＋－＠";

    private final StringBuilder text = new StringBuilder(BYTE_ORDER_MARK);

    void row(String... fields) {
        text.append(Arrays.stream(fields).map(CsvText::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /** Foreign text that a spreadsheet would run as a formula gets an apostrophe in front; all other text is unchanged. */
    static String guarded(String foreign) {
        boolean formula = !foreign.isEmpty() && STARTS_A_FORMULA.indexOf(foreign.charAt(0)) >= 0;
        return formula ? "'" + foreign : foreign;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
