package org.chengyun.ingest.load;

/**
 * Who brings a piece.
 *
 * @param meter under which it is counted
 * @param feed with which its records are marked
 */
record Account(String meter, String feed) {}
