package org.chengyun.ingest.tail;

import java.io.IOException;
import java.nio.file.Path;

/** The log is being rotated at this moment; look again. */
final class FilesMoving extends IOException {
    FilesMoving(Path path) {
        super(path + " is being rotated");
    }
}
