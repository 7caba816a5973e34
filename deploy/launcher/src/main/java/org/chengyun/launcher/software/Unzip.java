package org.chengyun.launcher.software;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks a zip archive. File modes are not kept: what is unpacked here is run by java. */
final class Unzip {
    private Unzip() {}

    static void unpack(Path archive, Path target) throws IOException {
        Files.createDirectories(target);
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("an entry of " + archive + " points outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Path folder = path.getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, path);
                }
            }
        }
    }
}
