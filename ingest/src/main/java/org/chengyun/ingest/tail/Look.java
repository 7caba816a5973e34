package org.chengyun.ingest.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** How a file looks: if it looks the same later, nobody wrote to it. */
record Look(long size, long modifiedMs, String fileKey) {
    private static final Look NOTHING = new Look(-1, -1, "");

    static Look at(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Look(
                    attributes.size(), attributes.lastModifiedTime().toMillis(), String.valueOf(attributes.fileKey()));
        } catch (NoSuchFileException e) {
            return NOTHING;
        }
    }
}
