package org.chengyun.api.report.xlsx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;

/**
 * A zip whose bytes depend on its content only: entries sorted by name, one fixed time.
 *
 * <p>Reads by the central directory (APPNOTE 4.3.12), because the entries of a workbook carry 64-bit data descriptors
 * that {@link java.util.zip.ZipInputStream} refuses, and a {@link java.util.zip.ZipFile} needs a file.
 */
final class FixedZip {
    /**
     * A local time, so that the machine's zone does not shift it. Not the first day of 1980: the JDK takes that for
     * "before 1980" and adds a field that depends on the zone.
     */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int DIRECTORY_SIGNATURE = 0x02014b50;
    private static final int LOCAL_BYTES = 30;

    private FixedZip() {}

    /** The entries by name; every one must be deflated and below 2 GiB. */
    static SortedMap<String, byte[]> read(byte[] zip) throws ZipException {
        var in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.length - END_BYTES;
        if (end < 0 || in.getInt(end) != END_SIGNATURE) {
            throw new ZipException("no end of the central directory at byte %d of %d".formatted(end, zip.length));
        }
        var entries = new TreeMap<String, byte[]>();
        int at = in.getInt(end + 16);
        for (int left = Short.toUnsignedInt(in.getShort(end + 10)); left > 0; left--) {
            if (in.getInt(at) != DIRECTORY_SIGNATURE) {
                throw new ZipException("no entry of the central directory at byte " + at);
            }
            int nameLength = Short.toUnsignedInt(in.getShort(at + 28));
            var name = new String(zip, at + 46, nameLength, StandardCharsets.UTF_8);
            entries.put(name, inflated(in, name, in.getInt(at + 42), in.getInt(at + 20), in.getInt(at + 24)));
            at += 46
                    + nameLength
                    + Short.toUnsignedInt(in.getShort(at + 30))
                    + Short.toUnsignedInt(in.getShort(at + 32));
        }
        return entries;
    }

    static byte[] write(SortedMap<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                var fixed = new ZipEntry(entry.getKey());
                fixed.setTimeLocal(TIME);
                out.putNextEntry(fixed);
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] inflated(ByteBuffer in, String name, int local, int packed, int size) throws ZipException {
        int start = local
                + LOCAL_BYTES
                + Short.toUnsignedInt(in.getShort(local + 26))
                + Short.toUnsignedInt(in.getShort(local + 28));
        if (packed < 0 || size < 0 || start < 0) {
            throw new ZipException("the entry %s is larger than 2 GiB".formatted(name));
        }
        var inflater = new Inflater(true);
        try {
            var content = new byte[size];
            inflater.setInput(in.slice(start, packed));
            int filled = inflater.inflate(content);
            if (filled != size) {
                throw new ZipException("the entry %s holds %d of %d bytes".formatted(name, filled, size));
            }
            return content;
        } catch (DataFormatException e) {
            throw (ZipException) new ZipException("the entry %s is not deflated".formatted(name)).initCause(e);
        } finally {
            inflater.end();
        }
    }
}
