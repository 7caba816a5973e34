package org.chengyun.ingest.accesslog;

import java.time.ZoneId;
import java.util.List;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Recognition;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.RecordFault;
import org.chengyun.ingest.record.RecordReader;
import org.chengyun.ingest.request.Routes;

/** Access logs in NCSA form. Whether referer and agent follow is seen line by line; the virtual host is not. */
public final class AccessLogFormat implements FeedFormat {
    private static final String COMMON = "ncsa-common";
    private static final String COMBINED = "ncsa-combined";
    private static final String VHOST_COMMON = "ncsa-vhost-common";
    private static final String VHOST_COMBINED = "ncsa-vhost-combined";

    private final String id;
    private final Schema schema;
    private final Routes routes;

    public AccessLogFormat(String id, Schema schema, Routes routes) {
        this.id = id;
        this.schema = schema;
        this.routes = routes;
    }

    @Override
    public List<String> names() {
        return List.of(id, COMMON, COMBINED, VHOST_COMMON, VHOST_COMBINED);
    }

    @Override
    public Framing framing() {
        return Framing.LINES;
    }

    @Override
    public Recognition recognise(byte[] head) {
        var census = new Census(head);
        if (census.fitting == 0 || census.fitting * 2 < census.lines) {
            return new Recognition.Misfit(
                    "%d of the first %d lines are lines of an access log".formatted(census.fitting, census.lines));
        }
        boolean vhost = census.vhost * 2 > census.fitting;
        boolean combined = census.combined * 2 > census.fitting;
        String name = vhost ? (combined ? VHOST_COMBINED : VHOST_COMMON) : (combined ? COMBINED : COMMON);
        return new Recognition.Fits(name, census.fitting, 0);
    }

    @Override
    public RecordDecoder decoder(String name, byte[] preamble, ZoneId zone, Pseudonyms pseudonyms) {
        boolean vhost = name.equals(VHOST_COMMON) || name.equals(VHOST_COMBINED);
        return new AccessLogDecoder(schema, vhost, routes, pseudonyms);
    }

    /** Counts which forms the first lines have. */
    private static final class Census {
        private final LogLine plain = new LogLine(false);
        private final LogLine withHost = new LogLine(true);
        private int lines;
        private int fitting;
        private int vhost;
        private int combined;

        Census(byte[] head) {
            var reader = new RecordReader(Framing.LINES, (byte) ',', head, false, false);
            while (reader.next()) {
                count(head, reader);
            }
            if (lines == 0) {
                last(head);
            }
        }

        /** A file of one line without its end. */
        private void last(byte[] head) {
            var reader = new RecordReader(Framing.LINES, (byte) ',', head, true, false);
            while (reader.next()) {
                count(head, reader);
            }
        }

        private void count(byte[] head, RecordReader reader) {
            int from = reader.start();
            int to = reader.end();
            if (reader.fault() != RecordFault.NONE || from == to || head[from] == '#') {
                return;
            }
            lines++;
            if (plain.parse(head, from, to) == null) {
                fitting++;
                combined += plain.combined ? 1 : 0;
                vhost += hasVirtualHost(head, from, to) ? 1 : 0;
            }
        }

        /** A user name may hold a space, so a fourth word counts as a host only if the ident behind it is '-' or plain. */
        private boolean hasVirtualHost(byte[] head, int from, int to) {
            if (withHost.parse(head, from, to) != null) {
                return false;
            }
            boolean named = false;
            for (int i = withHost.vhostStart; i < withHost.vhostEnd; i++) {
                named |= head[i] == '.' || head[i] == ':' || (head[i] >= 'a' && head[i] <= 'z');
            }
            boolean dash = withHost.hostEnd == withHost.hostStart + 1 && head[withHost.hostStart] == '-';
            return named && !dash;
        }
    }
}
