package org.chengyun.launcher.software;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.chengyun.launcher.home.FileTree;

/** A folder of fetched software. An entry is there whole or not at all, and is fetched by one process at a time. */
final class SoftwareFolder {
    /** File locks are held by the whole process, so its threads need a lock of their own. */
    private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path folder;

    SoftwareFolder(Path folder) {
        this.folder = folder;
    }

    /** Fills a folder that does not exist yet when called; its parent does. */
    interface Filler {
        void fill(Path fresh) throws IOException;
    }

    /** The entry, filled first if it is missing. */
    Path get(String name, Filler filler) throws IOException {
        Path entry = folder.resolve(name);
        if (Files.isDirectory(entry)) {
            return entry;
        }
        Files.createDirectories(folder);
        // The database server runs under another account when the launcher is root.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        ReentrantLock threads = THREADS.computeIfAbsent(entry, any -> new ReentrantLock());
        threads.lock();
        try (FileChannel lock =
                FileChannel.open(folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            if (!Files.isDirectory(entry)) {
                fill(entry, filler);
            }
            return entry;
        } finally {
            threads.unlock();
        }
    }

    private static void fill(Path entry, Filler filler) throws IOException {
        Path fresh = entry.resolveSibling(entry.getFileName() + ".new");
        FileTree.delete(fresh);
        try {
            filler.fill(fresh);
            Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileTree.delete(fresh);
        }
    }
}
