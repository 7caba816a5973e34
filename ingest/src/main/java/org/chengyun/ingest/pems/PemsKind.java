package org.chengyun.ingest.pems;

import java.util.Arrays;
import java.util.Optional;

/** The forms; columns count from 0. */
enum PemsKind {
    /** 12 columns of the station, then 5 per lane; usually of 8 lanes. Volumes are per 5 minutes. */
    STATION_5MIN("pems-station-5min", 12, 12, 5),
    /** 12 columns of the station, 6 delays, then 3 per lane. Volumes are per hour. */
    STATION_HOUR("pems-station-hour", 1, 18, 3),
    /** Time, station, then flow, occupancy and speed per lane. Volumes are per 30 seconds. */
    RAW("pems-station-raw", 120, 2, 3),
    /** Station, number of lanes, then flow, speed and occupancy per lane, and the time. Volumes are per 30 seconds. */
    LIVE("pems-live", 120, 3, 3);

    private final String format;
    private final int intervalsPerHour;
    private final int columns;
    private final int columnsPerLane;

    PemsKind(String format, int intervalsPerHour, int columns, int columnsPerLane) {
        this.format = format;
        this.intervalsPerHour = intervalsPerHour;
        this.columns = columns;
        this.columnsPerLane = columnsPerLane;
    }

    /** The name under which it can be asked for. */
    String format() {
        return format;
    }

    int intervalsPerHour() {
        return intervalsPerHour;
    }

    /** Columns of a line without those of lanes. */
    int columns() {
        return columns;
    }

    int columnsPerLane() {
        return columnsPerLane;
    }

    /** Whether a line may have so many columns. */
    boolean mayHave(int size) {
        return size >= columns && (size - columns) % columnsPerLane == 0;
    }

    static Optional<PemsKind> named(String format) {
        return Arrays.stream(values())
                .filter(kind -> kind.format.equals(format))
                .findFirst();
    }
}
