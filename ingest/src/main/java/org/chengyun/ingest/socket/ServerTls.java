package org.chengyun.ingest.socket;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.chengyun.ingest.feed.TlsFiles;
import org.chengyun.ingest.tls.PemStores;
import org.jspecify.annotations.Nullable;

/** TLS for those who connect to us. Renewed certificates are read when they are there. Thread-safe. */
final class ServerTls {
    private final TlsFiles files;
    private @Nullable SSLContext context;
    private List<Long> modified = List.of();

    ServerTls(TlsFiles files) {
        this.files = files;
    }

    /** @throws IOException if the files cannot be used; the message names the one */
    synchronized SSLContext context() throws IOException {
        SSLContext known = context;
        List<Long> now = modified();
        if (known == null || !now.equals(modified)) {
            try {
                known = PemStores.context(files);
                modified = now;
                context = known;
            } catch (IOException e) {
                if (known == null) {
                    throw e;
                }
                // being replaced at this moment: the old one serves until the new one is whole
            }
        }
        return known;
    }

    private List<Long> modified() throws IOException {
        List<Long> times = new ArrayList<>();
        for (Path file : new Path[] {files.certificate(), files.key(), files.trusted()}) {
            if (file != null) {
                times.add(Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : -1);
            }
        }
        return times;
    }

    /** The other side must show a certificate if there are any that we trust for that. */
    SSLSocket wrap(Socket socket) throws IOException {
        var secured = (SSLSocket) context()
                .getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.setNeedClientAuth(files.trusted() != null);
        return secured;
    }
}
