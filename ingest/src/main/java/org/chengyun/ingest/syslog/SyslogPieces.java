package org.chengyun.ingest.syslog;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.feed.SyslogFeed;
import org.chengyun.ingest.inbox.Inbox;
import org.chengyun.ingest.inbox.Piece;
import org.chengyun.ingest.socket.Framer;

/** Makes pieces of syslog messages: their bodies, with where they came from. Thread-safe. */
final class SyslogPieces {
    private final SyslogFeed feed;
    private final SyslogParser parser;
    private final InstantSource clock;

    SyslogPieces(SyslogFeed feed, ZoneId zone, InstantSource clock) {
        this.feed = feed;
        this.parser = new SyslogParser(zone);
        this.clock = clock;
    }

    /** The body of a message. */
    Piece of(byte[] bytes, String peer) {
        SyslogMessage message = parser.parse(bytes, 0, bytes.length, clock.instant());
        if (!feed.apps().isEmpty() && !feed.apps().contains(message.app())) {
            return new Piece.Filtered(bytes);
        }
        byte[] body = Arrays.copyOfRange(bytes, message.bodyFrom(), message.bodyTo());
        return new Piece.Records(body, () -> source(message, peer));
    }

    private static String source(SyslogMessage message, String peer) {
        var text = new StringBuilder("from ").append(peer);
        if (message.form() == SyslogMessage.Form.BARE) {
            return text.append(", without a syslog header").toString();
        }
        Instant time = message.time();
        return text.append(message.host().isEmpty() ? "" : ", host " + message.host())
                .append(message.app().isEmpty() ? "" : ", program " + message.app())
                .append(", facility ")
                .append(message.facility())
                .append(time == null ? "" : ", at " + time)
                .toString();
    }

    Framer.Sink into(Inbox inbox, String peer) {
        return new Framer.Sink() {
            @Override
            public void whole(byte[] bytes) throws InterruptedException {
                inbox.put(of(bytes, peer));
            }

            @Override
            public void unreadable(Reason reason, String detail, byte[] bytes) throws InterruptedException {
                inbox.put(new Piece.Unreadable(reason, detail, bytes, "from " + peer));
            }
        };
    }
}
