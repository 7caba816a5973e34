package org.chengyun.engine.bench.measure;

/**
 * What one run of a program took, from its start to its end.
 *
 * @param cpuSeconds of the program and all its children
 * @param peakBytes resident
 */
public record Measured(double wallSeconds, double cpuSeconds, long peakBytes, int exitCode) {}
