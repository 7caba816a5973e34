package org.chengyun.api.report;

/**
 * One file of a made report.
 *
 * @param sha256 of {@code bytes}, lower-case hexadecimal
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to a response and forgotten; nobody compares two of them
public record ReportFile(String name, BriefFormat format, String sha256, byte[] bytes) {}
