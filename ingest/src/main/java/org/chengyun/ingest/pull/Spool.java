package org.chengyun.ingest.pull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Keeps the document of one feed on disk while it is read: a connection that breaks leaves nothing half read, and a process
 * that is killed goes on where it was. Not thread-safe.
 */
final class Spool {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final String feed;

    Spool(Path folder, String feed) {
        this.folder = folder;
        this.feed = feed;
    }

    /** Where a document of that content is kept. */
    private Path place(String sha256) {
        return folder.resolve("%s.%s.document".formatted(feed, sha256));
    }

    /** The document of that content, if it is still here. */
    Optional<Path> find(String sha256) {
        return Optional.of(place(sha256)).filter(Files::isRegularFile);
    }

    /**
     * Takes a whole document.
     *
     * @param body packed, if {@code packed}
     * @param mostBytes of the document, unpacked
     * @throws FetchFailed if it is longer
     * @throws IOException if it breaks off, cannot be unpacked or cannot be written
     */
    Fetched.Arrived take(InputStream body, boolean packed, long mostBytes, String etag, String lastModified)
            throws IOException, FetchFailed {
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, feed + ".", ".part");
        try {
            MessageDigest sha256 = sha256();
            long bytes;
            try (InputStream in = packed ? new GZIPInputStream(body, BUFFER_BYTES) : body;
                    OutputStream out = Files.newOutputStream(part)) {
                bytes = copy(in, out, sha256, mostBytes);
            }
            String hash = HexFormat.of().formatHex(sha256.digest());
            Path file = Files.move(part, place(hash), StandardCopyOption.REPLACE_EXISTING);
            return new Fetched.Arrived(file, bytes, hash, etag, lastModified);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static long copy(InputStream in, OutputStream out, MessageDigest sha256, long mostBytes)
            throws IOException, FetchFailed {
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes += n;
            if (bytes > mostBytes) {
                throw new FetchFailed("the answer is longer than %d MiB; raise 'most_mib' if it is no mistake"
                        .formatted(mostBytes >> 20));
            }
            sha256.update(buffer, 0, n);
            out.write(buffer, 0, n);
        }
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Up to {@code most} bytes of a document from a position on. */
    static byte[] read(Path file, long from, int most) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(from);
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(most, Math.max(0, channel.size() - from)));
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // more
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        }
    }

    /** Removes what is kept of this feed, but for one document. */
    void clear(String except) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(folder, feed + ".*.{document,part}")) {
            for (Path file : kept) {
                if (!file.equals(place(except))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
