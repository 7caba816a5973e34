package org.chengyun.engine.bench.contestant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.chengyun.engine.bench.contest.CopyTable;

/** Five-minute windows from minutes, and their rankings. */
final class Sliding {
    private static final int MINUTES = 5;
    private static final int PLACES = 10;

    private Sliding() {}

    /** Start of the window that ends with minute {@code last}. */
    static long startMs(int last) {
        return Cells.startMs(last - MINUTES + 1);
    }

    /** Merges minutes into the windows that hold them; a window is kept under its last minute. */
    static void slide(Cells minutes, Names from, Names names, Cells windows) {
        for (int number = 0; number < from.size(); number++) {
            byte[] name = from.name(number);
            int key = names.number(name, 0, name.length);
            for (int minute = 0; minute < Cells.MINUTES; minute++) {
                for (int last = minute; last < Math.min(minute + MINUTES, Cells.MINUTES); last++) {
                    windows.merge(key, last, minutes, number, minute);
                }
            }
        }
    }

    /** How large a window is for the ranking. */
    interface Score {
        double of(int key, int last);
    }

    static void rank(CopyTable top, Names names, Cells windows, Score score, int last) {
        List<Integer> keys = new ArrayList<>();
        for (int key = 0; key < names.size(); key++) {
            if (windows.count(key, last) > 0) {
                keys.add(key);
            }
        }
        keys.sort(Comparator.<Integer>comparingDouble(key -> -score.of(key, last))
                .thenComparing((a, b) -> Arrays.compare(names.name(a), names.name(b))));
        for (int rank = 1; rank <= Math.min(PLACES, keys.size()); rank++) {
            int key = keys.get(rank - 1);
            top.addTop(startMs(last), rank, names.name(key), score.of(key, last));
        }
    }
}
