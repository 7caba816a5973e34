package org.chengyun.dashboard;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What Maven cannot see of who may import whom. No exceptions are frozen. */
class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.chengyun");
    private static final String CORE = "org.chengyun.engine.core..";
    private static final String DATASETS = "org.chengyun.datasets..";

    @Test
    void shouldKeepTheEngineCorePureJava() {
        classes()
                .that()
                .resideInAPackage(CORE)
                .should(onlyDependOnClassesThat(
                        resideInAnyPackage(CORE, DATASETS, "java..", "org.jspecify.annotations..")))
                .check(CODE);
    }

    @Test
    void shouldPassTimeIntoTheEngineCore() {
        var readTheClock = callMethod(System.class, "nanoTime")
                .or(callMethod(System.class, "currentTimeMillis"))
                .or(callMethod(Instant.class, "now"))
                .or(callMethod(Clock.class, "systemUTC"));
        noClasses().that().resideInAPackage(CORE).should(readTheClock).check(CODE);
    }

    @Test
    void shouldHaveNoPackageCycles() {
        slices().matching("org.chengyun.(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void shouldKeepModulesInTheirOrder() {
        noClasses()
                .that()
                .resideInAPackage(DATASETS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.chengyun.engine..",
                        "org.chengyun.ingest..",
                        "org.chengyun.api..",
                        "org.chengyun.dashboard..")
                .check(CODE);
        noClasses()
                .that()
                .resideInAnyPackage("org.chengyun.api..", "org.chengyun.ingest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.chengyun.engine..", "org.chengyun.dashboard..")
                .check(CODE);
    }

    @Test
    void shouldKeepViewsAwayFromTheDatabase() {
        noClasses()
                .that()
                .resideInAPackage("org.chengyun.dashboard..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..", "org.apache.kafka..")
                .check(CODE);
    }
}
