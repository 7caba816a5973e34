package org.chengyun.ingest.packed;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** How a file is compressed. */
public enum Packing {
    NONE("", ""),
    GZIP(".gz", "\u001f\u008b"),
    ZSTD(".zst", "(\u00b5/\u00fd"),
    /** Known so that it can be named; not read here. */
    ZIP(".zip", "PK\u0003\u0004"),
    /** As {@link #ZIP}. */
    BZIP2(".bz2", "BZh"),
    /** As {@link #ZIP}. */
    XZ(".xz", "\u00fd7zXZ\u0000");

    /** As many bytes as {@link #of(byte[])} needs. */
    public static final int MAGIC_BYTES = 6;

    private static final int BUFFER_BYTES = 1 << 16;

    private final String suffix;
    /** A character for each byte. */
    private final String magic;

    Packing(String suffix, String magic) {
        this.suffix = suffix;
        this.magic = magic;
    }

    /** By the first bytes of a file. */
    public static Packing of(byte[] head) {
        for (Packing packing : values()) {
            if (!packing.magic.isEmpty() && packing.begins(head)) {
                return packing;
            }
        }
        return NONE;
    }

    private boolean begins(byte[] head) {
        for (int i = 0; i < magic.length(); i++) {
            if (i >= head.length || (head[i] & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** By a file's name; only what is read here. */
    public static Packing named(Path file) {
        String name = file.toString();
        return name.endsWith(GZIP.suffix) ? GZIP : name.endsWith(ZSTD.suffix) ? ZSTD : NONE;
    }

    /** A name without the ending that tells the packing. */
    public static String plainName(String name) {
        for (Packing packing : new Packing[] {GZIP, ZSTD}) {
            if (name.endsWith(packing.suffix)) {
                return name.substring(0, name.length() - packing.suffix.length());
            }
        }
        return name;
    }

    /**
     * The content of a stream.
     *
     * @throws IOException if it is not packed like this; {@link #isDamage} tells
     */
    public InputStream unpack(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
            case ZSTD -> new ZstdInputStreamNoFinalizer(in);
            case ZIP, BZIP2, XZ -> throw new IllegalStateException(this + " is not read here");
        };
    }

    /** True if this can be read. */
    public boolean isReadable() {
        return this == NONE || this == GZIP || this == ZSTD;
    }

    /** True if the packed file is cut off, damaged, or being written at this moment, rather than not readable. */
    public static boolean isDamage(IOException failure) {
        return failure instanceof EOFException || failure instanceof ZipException || failure instanceof ZstdIOException;
    }
}
