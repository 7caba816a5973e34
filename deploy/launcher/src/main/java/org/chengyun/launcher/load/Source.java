package org.chengyun.launcher.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A file that can be read, more than once, as what it holds: gzip is unpacked.
 *
 * @param name what people call it
 */
record Source(String name, Path file, boolean gzip) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Why a file cannot be loaded, in words for people. */
    static final class UnusableException extends Exception {
        UnusableException(String message) {
            super(message);
        }
    }

    /** Looks at the file's kind by its first bytes, never by its name. */
    static Source of(String name, Path file) throws UnusableException {
        if (Files.isDirectory(file)) {
            throw new UnusableException(
                    "is a folder: name the files in it, for example " + name.replaceFirst("/+$", "") + "/*.log");
        }
        if (!Files.exists(file)) {
            throw new UnusableException("does not exist");
        }
        if (!Files.isReadable(file)) {
            throw new UnusableException("may not be read by " + System.getProperty("user.name"));
        }
        try {
            return new Source(name, file, isGzip(file));
        } catch (IOException e) {
            throw new UnusableException("cannot be read: " + e.getMessage());
        }
    }

    private static boolean isGzip(Path file) throws IOException, UnusableException {
        byte[] magic = new byte[6];
        int length;
        try (InputStream in = Files.newInputStream(file)) {
            length = in.readNBytes(magic, 0, magic.length);
        }
        if (length == 0) {
            throw new UnusableException("is empty");
        }
        String archive = archive(magic);
        if (!archive.isEmpty()) {
            throw new UnusableException("is packed with " + archive
                    + ": unpack it first, or pipe it in (… | deploy/chengyun load DATASET -)");
        }
        return starts(magic, 0x1f, 0x8b);
    }

    private static String archive(byte[] magic) {
        if (starts(magic, 'P', 'K', 3, 4)) {
            return "zip";
        }
        if (starts(magic, 'B', 'Z', 'h')) {
            return "bzip2";
        }
        if (starts(magic, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return "xz";
        }
        return starts(magic, 0x28, 0xb5, 0x2f, 0xfd) ? "zstd" : "";
    }

    private static boolean starts(byte[] magic, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if ((magic[i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** The content from its beginning. A damaged gzip throws where the damage is, after all that could be unpacked. */
    InputStream open() throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        if (!gzip) {
            return raw;
        }
        try {
            return new GZIPInputStream(raw, BUFFER_BYTES);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }
}
