package org.chengyun.ingest.files;

/** A file that cannot be taken as it is, and why, for people. */
final class Unusable extends Exception {
    Unusable(String why) {
        super(why);
    }
}
