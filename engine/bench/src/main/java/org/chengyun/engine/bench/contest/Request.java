package org.chengyun.engine.bench.contest;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** Reads one line of the combined log format from its bytes, like {@link Reading}. Reused, not thread-safe. */
public final class Request {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MMM/yyyy", Locale.ENGLISH);
    private static final int DAY_LENGTH = 11;
    /** {@code /services/} */
    private static final int PREFIX_LENGTH = 10;

    public long eventTimeMs;
    public int serviceFrom;
    public int serviceTo;
    public int status;
    public int size;

    private byte[] bytes = {};
    private final byte[] day = new byte[DAY_LENGTH];
    private long dayMs;

    /** Leaves the fields of {@code line} here; the service is a range of it. */
    public void read(byte[] line) {
        bytes = line;
        int at = after('[', 0);
        eventTimeMs = time(at);
        at = after('"', at + DAY_LENGTH);
        at = after(' ', at);
        serviceFrom = at + PREFIX_LENGTH;
        int slash = serviceFrom;
        while (bytes[slash] != '/' && bytes[slash] != ' ') {
            slash++;
        }
        serviceTo = slash;
        at = after('"', slash) + 1;
        status = (bytes[at] - '0') * 100 + (bytes[at + 1] - '0') * 10 + bytes[at + 2] - '0';
        at += 4;
        int length = 0;
        while (bytes[at] >= '0' && bytes[at] <= '9') {
            length = length * 10 + bytes[at++] - '0';
        }
        size = length;
    }

    private int after(char sought, int from) {
        int at = from;
        while (bytes[at] != sought) {
            at++;
        }
        return at + 1;
    }

    /** {@code 14/Nov/2023:22:15:00 +0000}, always UTC here. */
    private long time(int at) {
        if (!Arrays.equals(day, 0, DAY_LENGTH, bytes, at, at + DAY_LENGTH)) {
            System.arraycopy(bytes, at, day, 0, DAY_LENGTH);
            dayMs = LocalDate.parse(new String(day, StandardCharsets.US_ASCII), DAY)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .toEpochMilli();
        }
        int clock = at + DAY_LENGTH + 1;
        return dayMs + ((two(clock) * 60L + two(clock + 3)) * 60L + two(clock + 6)) * 1000L;
    }

    private int two(int at) {
        return (bytes[at] - '0') * 10 + bytes[at + 1] - '0';
    }

    public String service() {
        return new String(bytes, serviceFrom, serviceTo - serviceFrom, StandardCharsets.US_ASCII);
    }
}
