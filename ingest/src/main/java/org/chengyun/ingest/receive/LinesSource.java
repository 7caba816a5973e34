package org.chengyun.ingest.receive;

import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.feed.LinesFeed;
import org.chengyun.ingest.inbox.Inbox;
import org.chengyun.ingest.inbox.Piece;
import org.chengyun.ingest.inbox.Source;
import org.chengyun.ingest.inbox.Troubles;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.socket.Framer;
import org.chengyun.ingest.socket.LineFramer;
import org.chengyun.ingest.socket.TcpListener;
import org.chengyun.ingest.socket.TcpListener.Conversation;
import org.chengyun.ingest.socket.UdpListener;

/** The senders of a feed of lines. */
final class LinesSource {
    private LinesSource() {}

    static Source of(LinesFeed feed, Inbox inbox, IngestMeters meters, Troubles troubles) {
        if (feed.datagrams()) {
            return new UdpListener(
                    feed,
                    feed.listen(),
                    inbox,
                    (datagram, peer) -> new Piece.Records(datagram, () -> "from " + peer),
                    meters,
                    troubles);
        }
        return new TcpListener(
                feed,
                feed.listen(),
                peer -> new Conversation(new LineFramer(), into(inbox, "from " + peer)),
                meters,
                troubles);
    }

    private static Framer.Sink into(Inbox inbox, String source) {
        return new Framer.Sink() {
            @Override
            public void whole(byte[] bytes) throws InterruptedException {
                inbox.put(new Piece.Records(bytes, () -> source));
            }

            @Override
            public void unreadable(Reason reason, String detail, byte[] bytes) throws InterruptedException {
                inbox.put(new Piece.Unreadable(reason, detail, bytes, source));
            }
        };
    }
}
