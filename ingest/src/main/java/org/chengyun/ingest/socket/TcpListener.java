package org.chengyun.ingest.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import org.chengyun.ingest.failure.Explanation;
import org.chengyun.ingest.feed.FeedDefinition;
import org.chengyun.ingest.feed.Listen;
import org.chengyun.ingest.inbox.Source;
import org.chengyun.ingest.inbox.Troubles;
import org.chengyun.ingest.meters.IngestMeters;
import org.chengyun.ingest.tally.Level;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Waits for senders and reads each in a thread of its own. While its sink blocks nothing more is read: then TCP
 * lets the sender wait. Thread-safe.
 */
public final class TcpListener implements Source {
    private static final Logger LOG = Logger.getLogger(TcpListener.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration LAST_READ = Duration.ofSeconds(1);
    /** Of a connection, in the kernel: it lets the sender wait rather than hold tens of megabytes that a crash would lose. */
    private static final int BUFFER_BYTES = 256 << 10;

    private static final int BACKLOG = 128;
    private static final int HANDSHAKE_MS = 10_000;

    private final FeedDefinition feed;
    private final Listen listen;
    private final Function<String, Conversation> conversations;
    private final IngestMeters meters;
    private final Troubles troubles;
    private final @Nullable ServerTls tls;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore slots;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable ServerSocket server;

    /** How one sender is understood. */
    public record Conversation(Framer framer, Framer.Sink sink) {}

    /** @param conversations makes one for each sender, given its address */
    public TcpListener(
            FeedDefinition feed,
            Listen listen,
            Function<String, Conversation> conversations,
            IngestMeters meters,
            Troubles troubles) {
        this.feed = feed;
        this.listen = listen;
        this.conversations = conversations;
        this.meters = meters;
        this.troubles = troubles;
        this.tls = listen.tls() == null ? null : new ServerTls(listen.tls());
        this.slots = new Semaphore(listen.connections());
        this.thread = Thread.ofVirtual().name("listen-" + feed.id()).unstarted(this::run);
        meters.watch(Level.CONNECTIONS, feed.id(), connections, Set::size);
    }

    private final class Connection {
        private final Socket socket;
        private final Thread reader;

        Connection(Socket socket) {
            this.socket = socket;
            this.reader = Thread.ofVirtual()
                    .name("read-" + feed.id() + "-" + socket.getRemoteSocketAddress())
                    .unstarted(this::converse);
        }

        private void converse() {
            String peer = peer(socket);
            try (socket;
                    Socket wrapped = secured(socket)) {
                read(wrapped, conversations.apply(peer));
            } catch (IOException e) {
                LOG.debugf("feed %s: the connection of %s ended: %s", feed.id(), peer, e.getMessage());
            } catch (InterruptedException e) {
                LOG.debugf("feed %s: stopped reading from %s", feed.id(), peer);
            } finally {
                connections.remove(this);
                slots.release();
            }
        }

        void close() {
            closeQuietly(socket);
        }
    }

    private static String peer(Socket socket) {
        InetAddress address = socket.getInetAddress();
        return address == null ? "unknown" : address.getHostAddress();
    }

    @Override
    public void start() {
        thread.start();
    }

    private void run() {
        while (!stopped) {
            try (ServerSocket bound = bind()) {
                server = bound;
                troubles.recovered(feed.id(), Troubles.Part.SOURCE);
                accept(bound);
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

    private ServerSocket bind() throws IOException {
        if (tls != null) {
            tls.context();
        }
        ServerSocket bound = new ServerSocket();
        bound.setReuseAddress(true);
        try {
            // Before the port is bound, or connections do not have it.
            bound.setReceiveBufferSize(BUFFER_BYTES);
            bound.bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()), BACKLOG);
        } catch (IOException e) {
            bound.close();
            throw e;
        }
        return bound;
    }

    /** Over the limit a sender waits, and those behind it in the kernel's queue: nothing that it sends is lost. */
    private void awaitSlot(Socket socket) throws IOException {
        if (slots.tryAcquire()) {
            return;
        }
        troubles.failed(
                feed.id(),
                Troubles.Part.SOURCE,
                "%d connections are open and further senders wait; raise 'connections' if they are all needed"
                        .formatted(listen.connections()));
        try {
            slots.acquire();
        } catch (InterruptedException e) {
            closeQuietly(socket);
            throw new IOException("stopped", e);
        }
        troubles.recovered(feed.id(), Troubles.Part.SOURCE);
    }

    private void accept(ServerSocket bound) throws IOException {
        while (!stopped) {
            Socket socket = bound.accept();
            awaitSlot(socket);
            var connection = new Connection(socket);
            connections.add(connection);
            connection.reader.start();
        }
    }

    private Socket secured(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        if (tls == null) {
            return socket;
        }
        try {
            SSLSocket secured = tls.wrap(socket);
            socket.setSoTimeout(HANDSHAKE_MS);
            secured.startHandshake();
            socket.setSoTimeout(0);
            return secured;
        } catch (IOException e) {
            meters.refused(feed.id());
            LOG.warnf("feed %s: %s was turned away: %s", feed.id(), peer(socket), Explanation.of(e));
            throw e;
        }
    }

    private void read(Socket socket, Conversation conversation) throws IOException, InterruptedException {
        var window = new Window();
        Framer framer = conversation.framer();
        Framer.Sink sink = conversation.sink();
        boolean orderly = false;
        try {
            var in = socket.getInputStream();
            while (!stopped && window.fill(in)) {
                framer.cut(window, sink);
            }
            orderly = !stopped;
        } finally {
            framer.end(window, orderly, sink);
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debugf("a connection could not be closed: %s", e.getMessage());
        }
    }

    /** Closes the port and the connections; what was read of whole records is in the inbox. */
    @Override
    public void stop() {
        stopped = true;
        ServerSocket bound = server;
        try {
            if (bound != null) {
                bound.close();
            }
            thread.interrupt();
            connections.forEach(Connection::close);
            long deadline = System.nanoTime() + LAST_READ.toNanos();
            for (Connection connection : connections) {
                long left = Math.max(1, deadline - System.nanoTime());
                if (!connection.reader.join(Duration.ofNanos(left))) {
                    connection.reader.interrupt();
                }
            }
        } catch (IOException e) {
            LOG.debugf("feed %s: the port could not be closed: %s", feed.id(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        // nothing is left open by stop
    }
}
