package org.chengyun.engine.bench.accesslog;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a reader of a log must count, computed without reading it. Immutable.
 *
 * @param statuses whole lines by their status
 * @param reasons damaged lines by the reason that Chengyun gives
 */
public record LogTruth(long lines, Map<String, Long> statuses, Map<String, Long> reasons) {
    public LogTruth {
        statuses = Map.copyOf(statuses);
        reasons = Map.copyOf(reasons);
    }

    public static LogTruth of(PortalLog log, long lines) {
        Map<String, Long> statuses = new TreeMap<>();
        Map<String, Long> reasons = new TreeMap<>();
        for (long i = 0; i < lines; i++) {
            Damage damage = log.damage(i);
            if (damage == Damage.NONE) {
                statuses.merge(Integer.toString(log.status(i)), 1L, Long::sum);
            } else {
                reasons.merge(damage.reason(), 1L, Long::sum);
            }
        }
        return new LogTruth(lines, statuses, reasons);
    }

    public long whole() {
        return statuses.values().stream().mapToLong(Long::longValue).sum();
    }

    public long damaged() {
        return lines - whole();
    }
}
