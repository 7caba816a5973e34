package org.chengyun.engine.bench.contestant;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.CopyTable;
import org.chengyun.engine.bench.contest.Request;

/** Q4 and Q5 by hand. All services are in all partitions, so everything is merged in the end. */
final class PortalShare extends FloorShare {
    private static final int CLASSES = 4;

    private final Request request = new Request();
    private final Names services = new Names();
    private final Cells sizes = new Cells();
    /** One for each status class, 2xx to 5xx; only the counts matter. */
    private final Cells[] classes = {new Cells(), new Cells(), new Cells(), new Cells()};

    PortalShare(Contest contest, int number, boolean pollOnly) {
        super(contest, number, pollOnly);
    }

    @Override
    void fold(byte[] value) {
        request.read(value);
        int minute = Cells.minute(request.eventTimeMs);
        if (minute < 0) {
            return; // the end marker
        }
        int service = services.number(value, request.serviceFrom, request.serviceTo);
        sizes.add(service, minute, request.size);
        classes[request.status / 100 - 2].add(service, minute, 1);
    }

    @Override
    void writeOwn() {}

    @Override
    void finish(List<FloorShare> all) throws SQLException {
        var names = new Names();
        var bytes = new Cells();
        Cells[] counts = {new Cells(), new Cells(), new Cells(), new Cells()};
        var windows = new Cells();
        for (FloorShare each : all) {
            var share = (PortalShare) each;
            for (int number = 0; number < share.services.size(); number++) {
                byte[] name = share.services.name(number);
                int key = names.number(name, 0, name.length);
                for (int minute = 0; minute < Cells.MINUTES; minute++) {
                    bytes.merge(key, minute, share.sizes, number, minute);
                    for (int c = 0; c < CLASSES; c++) {
                        counts[c].merge(key, minute, share.classes[c], number, minute);
                    }
                }
            }
            Sliding.slide(share.sizes, share.services, names, windows);
        }
        try (Connection connection = contest.connect()) {
            connection.setAutoCommit(false);
            var table = new CopyTable(connection, Contest.Query.Q4);
            var top = new CopyTable(connection, Contest.Query.Q5);
            for (int minute = 0; minute < Cells.MINUTES; minute++) {
                for (int key = 0; key < names.size(); key++) {
                    if (bytes.count(key, minute) > 0) {
                        add(table, names, bytes, counts, key, minute);
                    }
                }
                Sliding.rank(top, names, windows, windows::count, minute);
            }
            table.write();
            top.write();
            connection.commit();
        }
    }

    private static void add(CopyTable table, Names names, Cells bytes, Cells[] counts, int key, int minute) {
        long[] views = new long[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            views[c] = counts[c].count(key, minute);
        }
        table.addViews(
                new String(names.name(key), StandardCharsets.UTF_8),
                Cells.startMs(minute),
                bytes.count(key, minute),
                bytes.mean(key, minute),
                bytes.variance(key, minute),
                bytes.min(key, minute),
                bytes.max(key, minute),
                views);
    }
}
