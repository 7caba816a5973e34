package org.chengyun.ingest.mapped;

/**
 * Decimal numbers as feeds write them. Java reads more as a number than people mean: hexadecimal digits, a trailing
 * 'd', "NaN".
 */
public final class DecimalText {
    private final String text;
    private int at;

    private DecimalText(String text) {
        this.text = text;
    }

    /** The number, or NaN if the text is none or too large for a double. */
    public static double parse(String text) {
        if (!new DecimalText(text).isDecimal()) {
            return Double.NaN;
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private boolean isDecimal() {
        sign();
        int digits = digits();
        if (skip('.')) {
            digits += digits();
        }
        if (digits == 0) {
            return false;
        }
        if (skip('e') || skip('E')) {
            sign();
            if (digits() == 0) {
                return false;
            }
        }
        return at == text.length();
    }

    private void sign() {
        if (!skip('-')) {
            skip('+');
        }
    }

    private boolean skip(char c) {
        boolean here = at < text.length() && text.charAt(at) == c;
        at += here ? 1 : 0;
        return here;
    }

    private int digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }
}
