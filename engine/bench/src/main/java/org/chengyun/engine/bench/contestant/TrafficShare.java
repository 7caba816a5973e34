package org.chengyun.engine.bench.contestant;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.CopyTable;
import org.chengyun.engine.bench.contest.Reading;

/** Q1, Q2 and Q3 by hand. Sensors are the keys of the topic, so Q1 needs no other thread. */
final class TrafficShare extends FloorShare {
    private static final int CHUNK_ROWS = 50_000;
    private static final int SLIDING_MINUTES = 5;
    private static final int PLACES = 10;

    private final Reading reading = new Reading();
    private final Names sensors = new Names();
    private final Names roads = new Names();
    private final Cells bySensor = new Cells();
    private final Cells byRoad = new Cells();
    private final Cells volumes = new Cells();

    TrafficShare(Contest contest, int number, boolean pollOnly) {
        super(contest, number, pollOnly);
    }

    @Override
    void fold(byte[] value) {
        reading.read(value);
        int minute = Cells.minute(reading.eventTimeMs);
        if (minute < 0) {
            return; // the end marker
        }
        bySensor.add(sensors.number(value, reading.sensorFrom, reading.sensorTo), minute, reading.speed);
        int road = roads.number(value, reading.roadFrom, reading.roadTo);
        byRoad.add(road, minute, reading.speed);
        volumes.add(road, minute, reading.volume);
    }

    @Override
    void writeOwn() throws SQLException {
        try (Connection connection = contest.connect()) {
            connection.setAutoCommit(false);
            var table = new CopyTable(connection, Contest.Query.Q1);
            for (int minute = 0; minute < Cells.MINUTES; minute++) {
                for (int key = 0; key < sensors.size(); key++) {
                    if (bySensor.count(key, minute) > 0) {
                        add(table, sensors, bySensor, key, minute, Cells.startMs(minute));
                    }
                }
                if (table.rows() >= CHUNK_ROWS) {
                    table.write();
                    connection.commit();
                }
            }
            table.write();
            connection.commit();
        }
    }

    private static void add(CopyTable table, Names names, Cells cells, int key, int minute, long startMs) {
        table.addStat(
                names.name(key),
                startMs,
                cells.count(key, minute),
                cells.mean(key, minute),
                cells.variance(key, minute),
                cells.min(key, minute),
                cells.max(key, minute));
    }

    @Override
    void finish(List<FloorShare> all) throws SQLException {
        var names = new Names();
        var speed = new Cells();
        var volume = new Cells();
        for (FloorShare share : all) {
            slide((TrafficShare) share, names, speed, volume);
        }
        try (Connection connection = contest.connect()) {
            connection.setAutoCommit(false);
            var table = new CopyTable(connection, Contest.Query.Q2);
            var top = new CopyTable(connection, Contest.Query.Q3);
            for (int last = 0; last < Cells.MINUTES; last++) {
                long startMs = Cells.startMs(last - SLIDING_MINUTES + 1);
                for (int key = 0; key < names.size(); key++) {
                    if (speed.count(key, last) > 0) {
                        add(table, names, speed, key, last, startMs);
                    }
                }
                rank(top, names, volume, last, startMs);
            }
            table.write();
            top.write();
            connection.commit();
        }
    }

    /** A cell of the sliding tables is the window that ends with its minute. */
    private static void slide(TrafficShare share, Names names, Cells speed, Cells volume) {
        for (int road = 0; road < share.roads.size(); road++) {
            byte[] name = share.roads.name(road);
            int key = names.number(name, 0, name.length);
            for (int minute = 0; minute < Cells.MINUTES; minute++) {
                for (int last = minute; last < Math.min(minute + SLIDING_MINUTES, Cells.MINUTES); last++) {
                    speed.merge(key, last, share.byRoad, road, minute);
                    volume.merge(key, last, share.volumes, road, minute);
                }
            }
        }
    }

    private static void rank(CopyTable top, Names names, Cells volume, int last, long startMs) {
        List<Integer> keys = new ArrayList<>();
        for (int key = 0; key < names.size(); key++) {
            if (volume.count(key, last) > 0) {
                keys.add(key);
            }
        }
        keys.sort(Comparator.<Integer>comparingDouble(key -> -total(volume, key, last))
                .thenComparing((a, b) -> Arrays.compare(names.name(a), names.name(b))));
        for (int rank = 1; rank <= Math.min(PLACES, keys.size()); rank++) {
            int key = keys.get(rank - 1);
            top.addTop(startMs, rank, names.name(key), total(volume, key, last));
        }
    }

    private static double total(Cells volume, int key, int minute) {
        return Math.rint(volume.mean(key, minute) * volume.count(key, minute));
    }
}
