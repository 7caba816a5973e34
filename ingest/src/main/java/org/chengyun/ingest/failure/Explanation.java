package org.chengyun.ingest.failure;

import java.io.EOFException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says what happened and what to do about it. The place (host, port, address) is for the caller to name: what Java and the
 * libraries throw often names neither that nor the reason.
 */
public final class Explanation {
    private static final int MOST_CAUSES = 16;
    /** Of a server that does not speak TLS some wait for more of what it cannot read. */
    private static final String NO_CONNECTION =
            "no connection in time: check host and port, whether a firewall drops what"
                    + " we send, and whether it speaks TLS there or not";

    private Explanation() {}

    /** One sentence or two, never empty. */
    public static String of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        for (int i = causes.size() - 1; i >= 0; i--) {
            String known = known(causes.get(i), causes);
            if (known != null) {
                return known;
            }
        }
        return other(causes);
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable next = failure; next != null && causes.size() < MOST_CAUSES; next = next.getCause()) {
            causes.add(next);
        }
        return causes;
    }

    /** @param causes all of them, from what was caught to the deepest */
    private static @Nullable String known(Throwable failure, List<Throwable> causes) {
        return switch (failure) {
            case UnknownHostException e ->
                "nobody knows a host of this name: check its spelling, and this machine's DNS";
            case UnresolvedAddressException e ->
                "nobody knows a host of this name: check its spelling, and this machine's DNS";
            case HttpTimeoutException e -> late(e);
            case BindException e -> bind(e);
            case NoRouteToHostException e -> "there is no way to this host: check the address, and the network between";
            case ConnectException e -> connect(e);
            case AccessDeniedException e -> denied(e);
            case NoSuchFileException e -> "%s does not exist".formatted(e.getFile());
            case NotDirectoryException e -> "%s is no folder".formatted(e.getFile());
            case FileSystemLoopException e ->
                "%s leads back to a folder above it: remove the link".formatted(e.getFile());
            default -> causes.stream().anyMatch(SSLException.class::isInstance) ? TlsExplanation.of(failure) : null;
        };
    }

    private static String late(HttpTimeoutException e) {
        return String.valueOf(e.getMessage()).contains("connect")
                ? NO_CONNECTION
                : "no answer in time: raise 'timeout' if the source is only slow";
    }

    /** Some libraries have timeouts that are failures to connect. */
    private static String connect(ConnectException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("timed out")
                ? NO_CONNECTION
                : "connection refused: nothing listens there. Check host and port, and whether it runs";
    }

    private static String bind(BindException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("in use")) {
            return "another program, or another feed, has this port: choose a free one ('ss -lntup' lists who has which)";
        }
        if (message.contains("assign")) {
            return "this machine has no such address: give one of its own, or 0.0.0.0 for all";
        }
        if (message.contains("ermission")) {
            return "only root may take ports below 1024: choose a higher one, or give Java CAP_NET_BIND_SERVICE";
        }
        return message;
    }

    private static String denied(AccessDeniedException e) {
        return "%s may not be read by '%s', as whom Chengyun runs: let it read the file, and enter the folders above"
                .formatted(e.getFile(), System.getProperty("user.name"));
    }

    private static String other(List<Throwable> causes) {
        Throwable caught = causes.get(0);
        String message = caught.getMessage() == null ? "" : caught.getMessage();
        boolean closed = causes.stream()
                .anyMatch(cause -> cause instanceof EOFException || cause instanceof ClosedChannelException);
        if (closed || message.contains("received no bytes") || message.contains("Connection reset")) {
            return "it closed the connection without an answer: check the port, and whether it speaks TLS there or not";
        }
        return message.isBlank() ? caught.toString() : message;
    }
}
