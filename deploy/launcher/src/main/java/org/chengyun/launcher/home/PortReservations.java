package org.chengyun.launcher.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps two stacks that start at the same time off each other's ports: a server listens only seconds after its port was
 * chosen. Each port is a lock on a file that all users of the machine share; the kernel drops it with the launcher.
 *
 * <p>Not thread-safe.
 */
public final class PortReservations implements AutoCloseable {
    private final Path folder;
    private final List<FileChannel> held = new ArrayList<>();

    public PortReservations() {
        this(Path.of(System.getProperty("java.io.tmpdir"), "chengyun-ports"));
    }

    PortReservations(Path folder) {
        this.folder = folder;
    }

    /** Reserves a port that is free; whether it could. Where no files can be shared, every free port is ours. */
    boolean take(int port) {
        if (!Ports.isFree(port)) {
            return false;
        }
        try {
            open();
            FileChannel channel = FileChannel.open(
                    folder.resolve(Integer.toString(port)),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            if (lock(channel)) {
                held.add(channel);
                return true;
            }
            channel.close();
            return false;
        } catch (IOException notShared) {
            return true;
        }
    }

    private void open() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : held) {
            channel.close();
        }
        held.clear();
    }
}
