package org.chengyun.ingest.syslog;

import java.time.InstantSource;
import java.time.ZoneId;
import org.chengyun.ingest.feed.SyslogFeed;
import org.chengyun.ingest.inbox.Inbox;
import org.chengyun.ingest.inbox.Source;
import org.chengyun.ingest.inbox.Troubles;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.socket.TcpListener;
import org.chengyun.ingest.socket.TcpListener.Conversation;
import org.chengyun.ingest.socket.UdpListener;

/** The senders of a feed of syslog. */
public final class SyslogSource {
    private SyslogSource() {}

    /** @param zone of times in headers that have none */
    public static Source of(
            SyslogFeed feed, ZoneId zone, InstantSource clock, Inbox inbox, IngestMeters meters, Troubles troubles) {
        var pieces = new SyslogPieces(feed, zone, clock);
        return feed.datagrams()
                ? new UdpListener(feed, feed.listen(), inbox, pieces::of, meters, troubles)
                : new TcpListener(
                        feed,
                        feed.listen(),
                        peer -> new Conversation(new SyslogFramer(), pieces.into(inbox, peer)),
                        meters,
                        troubles);
    }
}
