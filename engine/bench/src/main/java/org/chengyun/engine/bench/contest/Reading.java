package org.chengyun.engine.bench.contest;

/**
 * Reads one traffic record from its bytes, without a JSON library: what a user does who has found that the library is
 * what costs. Holds the last record; reused, not thread-safe. Fields may come in any order; texts have no escapes.
 */
public final class Reading {
    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

    public long eventTimeMs;
    public int sensorFrom;
    public int sensorTo;
    public int roadFrom;
    public int roadTo;
    public double speed;
    public int volume;

    private byte[] bytes = {};
    private int at;

    /** Leaves the fields of {@code record} here; texts are ranges of it. */
    public void read(byte[] record) {
        bytes = record;
        at = 1;
        while (bytes[at] == '"') {
            int name = at + 1;
            skipText();
            at++; // colon
            field(name);
            if (bytes[at] != ',') {
                return;
            }
            at++;
        }
    }

    private void field(int name) {
        switch (bytes[name]) {
            case 't' -> eventTimeMs = whole();
            case 's' -> {
                if (bytes[name + 1] == 'p') {
                    speed = decimal();
                } else {
                    sensorFrom = at + 1;
                    skipText();
                    sensorTo = at - 1;
                }
            }
            case 'r' -> {
                roadFrom = at + 1;
                skipText();
                roadTo = at - 1;
            }
            case 'v' -> volume = (int) whole();
            default -> skip();
        }
    }

    private void skip() {
        if (bytes[at] == '"') {
            skipText();
        } else {
            while (bytes[at] != ',' && bytes[at] != '}') {
                at++;
            }
        }
    }

    private void skipText() {
        at++;
        while (bytes[at] != '"') {
            at++;
        }
        at++;
    }

    private long whole() {
        boolean negative = bytes[at] == '-';
        if (negative) {
            at++;
        }
        long value = 0;
        while (bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + (bytes[at++] - '0');
        }
        return negative ? -value : value;
    }

    private double decimal() {
        boolean negative = bytes[at] == '-';
        long value = Math.abs(whole());
        int digits = 0;
        if (bytes[at] == '.') {
            at++;
            while (bytes[at] >= '0' && bytes[at] <= '9') {
                value = value * 10 + (bytes[at++] - '0');
                digits++;
            }
        }
        double exact = value / POWERS[digits];
        return negative ? -exact : exact;
    }

    public String sensor() {
        return text(sensorFrom, sensorTo);
    }

    public String road() {
        return text(roadFrom, roadTo);
    }

    @SuppressWarnings("deprecation") // the text is ASCII, and this is the fastest way to it
    private String text(int from, int to) {
        return new String(bytes, 0, from, to - from);
    }
}
