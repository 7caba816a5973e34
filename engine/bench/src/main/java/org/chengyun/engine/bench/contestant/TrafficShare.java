package org.chengyun.engine.bench.contestant;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.CopyTable;
import org.chengyun.engine.bench.contest.Reading;

/** Q1, Q2 and Q3 by hand. Sensors are the keys of the topic, so Q1 needs no other thread. */
final class TrafficShare extends FloorShare {
    private static final int CHUNK_ROWS = 50_000;

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
        for (FloorShare each : all) {
            var share = (TrafficShare) each;
            Sliding.slide(share.byRoad, share.roads, names, speed);
            Sliding.slide(share.volumes, share.roads, names, volume);
        }
        try (Connection connection = contest.connect()) {
            connection.setAutoCommit(false);
            var table = new CopyTable(connection, Contest.Query.Q2);
            var top = new CopyTable(connection, Contest.Query.Q3);
            for (int last = 0; last < Cells.MINUTES; last++) {
                for (int key = 0; key < names.size(); key++) {
                    if (speed.count(key, last) > 0) {
                        add(table, names, speed, key, last, Sliding.startMs(last));
                    }
                }
                Sliding.rank(top, names, volume, (key, minute) -> total(volume, key, minute), last);
            }
            table.write();
            top.write();
            connection.commit();
        }
    }

    /** Volumes are whole, so their sum is, too. */
    private static double total(Cells volume, int key, int minute) {
        return Math.rint(volume.mean(key, minute) * volume.count(key, minute));
    }
}
