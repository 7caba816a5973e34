package org.chengyun.ingest.cases;

/** Where an observation holds which case it was, when something happened, what, and how long the case was open. */
public record CaseFields(int caseId, int at, int action, int closingHours) {}
