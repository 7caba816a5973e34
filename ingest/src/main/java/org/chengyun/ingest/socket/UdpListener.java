package org.chengyun.ingest.socket;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.chengyun.ingest.failure.Explanation;
import org.chengyun.ingest.feed.FeedDefinition;
import org.chengyun.ingest.feed.Listen;
import org.chengyun.ingest.inbox.Inbox;
import org.chengyun.ingest.inbox.Piece;
import org.chengyun.ingest.inbox.Source;
import org.chengyun.ingest.inbox.Troubles;
import org.chengyun.ingest.meters.IngestMeters;
import org.jspecify.annotations.Nullable;

/**
 * Takes datagrams. What comes while the inbox is full is lost, and counted; so is what the kernel had no room for.
 * Thread-safe.
 */
public final class UdpListener implements Source {
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration LAST_READ = Duration.ofSeconds(1);
    private static final int LONGEST_DATAGRAM = 65_535;
    private static final int KERNEL_BYTES = 8 << 20;
    private static final int LOOK_AT_DROPS_MS = 1_000;

    private final FeedDefinition feed;
    private final Listen listen;
    private final Inbox inbox;
    private final BiFunction<byte[], String, Piece> pieces;
    private final IngestMeters meters;
    private final Troubles troubles;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable DatagramSocket socket;

    /** @param pieces makes a piece of a datagram, given its sender's address */
    public UdpListener(
            FeedDefinition feed,
            Listen listen,
            Inbox inbox,
            BiFunction<byte[], String, Piece> pieces,
            IngestMeters meters,
            Troubles troubles) {
        this.feed = feed;
        this.listen = listen;
        this.inbox = inbox;
        this.pieces = pieces;
        this.meters = meters;
        this.troubles = troubles;
        // a thread of its own: whoever waits for a carrier loses datagrams meanwhile
        this.thread =
                Thread.ofPlatform().daemon().name("datagrams-" + feed.id()).unstarted(this::run);
        meters.dropped(feed.id(), IngestMeters.Where.INBOX, 0);
        meters.dropped(feed.id(), IngestMeters.Where.KERNEL, 0);
    }

    @Override
    public void start() {
        thread.start();
    }

    private void run() {
        while (!stopped) {
            try (var bound = new DatagramSocket(null)) {
                bound.setReceiveBufferSize(KERNEL_BYTES);
                bound.setSoTimeout(LOOK_AT_DROPS_MS);
                bound.bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()));
                socket = bound;
                troubles.recovered(feed.id(), Troubles.Part.SOURCE);
                receive(bound);
            } catch (IOException e) {
                if (!stopped) {
                    meters.failed(feed.id());
                    troubles.failed(
                            feed.id(),
                            Troubles.Part.SOURCE,
                            "cannot listen at %s:%d: %s".formatted(listen.host(), listen.port(), Explanation.of(e)));
                    pause();
                }
            }
        }
    }

    private void receive(DatagramSocket bound) throws IOException {
        var drops = new KernelDrops(listen.port());
        var packet = new DatagramPacket(new byte[LONGEST_DATAGRAM], LONGEST_DATAGRAM);
        long lookNanos = System.nanoTime();
        while (!stopped) {
            if (arrived(bound, packet)) {
                take(packet);
            }
            if (System.nanoTime() - lookNanos >= LOOK_AT_DROPS_MS * 1_000_000L) {
                meters.dropped(feed.id(), IngestMeters.Where.KERNEL, drops.sinceLastLook());
                lookNanos = System.nanoTime();
            }
        }
    }

    private static boolean arrived(DatagramSocket bound, DatagramPacket packet) throws IOException {
        try {
            packet.setLength(LONGEST_DATAGRAM);
            bound.receive(packet);
            return true;
        } catch (SocketTimeoutException quiet) {
            return false;
        }
    }

    private void take(DatagramPacket packet) {
        byte[] datagram =
                Arrays.copyOfRange(packet.getData(), packet.getOffset(), packet.getOffset() + packet.getLength());
        Piece piece = pieces.apply(datagram, packet.getAddress().getHostAddress());
        if (!inbox.offer(piece)) {
            meters.dropped(feed.id(), IngestMeters.Where.INBOX, 1);
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    @Override
    public void stop() {
        stopped = true;
        DatagramSocket bound = socket;
        if (bound != null) {
            bound.close();
        }
        thread.interrupt();
        try {
            thread.join(LAST_READ);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        // nothing is left open by stop
    }
}
