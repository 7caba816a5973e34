package org.chengyun.api.report;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The application with a database of its own; the schedule sleeps, tests wake it. */
public class ReportProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.devservices.enabled", "false",
                "quarkus.hibernate-orm.schema-management.strategy", "validate",
                "quarkus.http.test-port", "0",
                "chengyun.reports.cron", "off");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ReportDatabase.class));
    }
}
