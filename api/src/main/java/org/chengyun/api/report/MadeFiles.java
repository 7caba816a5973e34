package org.chengyun.api.report;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/** All files of one brief: every format, or none. Not thread-safe; its maker owns it. */
final class MadeFiles {
    private final Map<BriefFormat, byte[]> bytes = new EnumMap<>(BriefFormat.class);

    /**
     * Renders the brief in every format.
     *
     * @throws IllegalStateException if a format has no renderer
     */
    static MadeFiles render(Brief brief, Iterable<BriefRenderer> renderers) {
        var files = new MadeFiles();
        renderers.forEach(renderer -> files.bytes.put(renderer.format(), renderer.render(brief)));
        for (var format : BriefFormat.values()) {
            if (!files.bytes.containsKey(format)) {
                throw new IllegalStateException("no renderer for " + format + " is part of the application");
            }
        }
        return files;
    }

    byte[] bytes(BriefFormat format) {
        byte[] made = bytes.get(format);
        if (made == null) {
            throw new IllegalStateException("not rendered: " + format);
        }
        return made;
    }

    String sha256(BriefFormat format) {
        return sha256(bytes(format));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
