package org.chengyun.ingest.record;

import java.util.ArrayList;
import java.util.List;

/** The lines at the begin of a stream, by which its format is recognised. */
public final class HeadLines {
    private HeadLines() {}

    /** A line in [from, to), without its end. */
    public record Line(int from, int to) {}

    /** The whole lines of the head; the piece of a line only if there is nothing else. */
    public static List<Line> of(byte[] head) {
        List<Line> whole = lines(head, false);
        return whole.isEmpty() ? lines(head, true) : whole;
    }

    private static List<Line> lines(byte[] head, boolean last) {
        var reader = new RecordReader(Framing.LINES, (byte) ',', head, last, false);
        List<Line> lines = new ArrayList<>();
        while (reader.next()) {
            if (reader.fault() == RecordFault.NONE) {
                lines.add(new Line(reader.start(), reader.end()));
            }
        }
        return lines;
    }
}
