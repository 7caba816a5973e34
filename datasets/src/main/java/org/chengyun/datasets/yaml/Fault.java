package org.chengyun.datasets.yaml;

/**
 * One thing wrong with a definition.
 *
 * @param line 1-based; 0 if the fault belongs to the file as a whole
 */
public record Fault(String file, int line, String message) {
    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
}
