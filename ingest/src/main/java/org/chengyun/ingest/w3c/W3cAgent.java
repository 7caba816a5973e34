package org.chengyun.ingest.w3c;

/** A user agent as it was before '+' or percent signs took the place of its spaces. Not thread-safe. */
final class W3cAgent {
    private byte[] bytes = new byte[512];
    private int length;

    /** Takes the value in [from, to). */
    void read(byte[] source, int from, int to) {
        length = 0;
        int at = from;
        while (at < to && length < bytes.length) {
            int coded = codedSpace(source, at, to);
            bytes[length] = coded > 0 || source[at] == '+' ? (byte) ' ' : source[at];
            length++;
            at += Math.max(1, coded);
        }
    }

    /** Length of {@code %20}, or {@code %2520} as CloudFront writes it; 0 if neither stands there. */
    private static int codedSpace(byte[] source, int at, int to) {
        int number =
                at + 5 <= to && source[at] == '%' && source[at + 1] == '2' && source[at + 2] == '5' ? at + 3 : at + 1;
        boolean coded = source[at] == '%' && number + 2 <= to && source[number] == '2' && source[number + 1] == '0';
        return coded ? number + 2 - at : 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
