package dev.gleaner.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the rooms. */
class ArchitectureTest {
    private static final String[] DOMAIN = {
        "dev.gleaner.url",
        "dev.gleaner.article",
        "dev.gleaner.job",
        "dev.gleaner.task",
        "dev.gleaner.queue",
        "dev.gleaner.fleet",
        "dev.gleaner.progress",
        "dev.gleaner.fetch",
        "dev.gleaner.check",
        "dev.gleaner.store",
        "dev.gleaner.id",
        "dev.gleaner.extract",
        "dev.gleaner.inflight",
        "dev.gleaner.settle",
        "dev.gleaner.presence",
        "dev.gleaner.recovery"
    };

    private static JavaClasses classes = new ClassFileImporter().importClasses();

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.gleaner");
    }

    @Test
    void domainPackagesKnowNoSpringAndNoStore() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "com.mongodb..", "org.bson..", "io.lettuce..")
                .check(classes);
    }

    @Test
    void mongoIsSpokenInMongoAdaptersAndRedisInRedisAdapters() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..mongo..", "dev.gleaner.platform..", "dev.gleaner.problem..", "dev.gleaner.health..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.mongodb..", "org.bson..")
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..redis..", "dev.gleaner.platform..", "dev.gleaner.problem..", "dev.gleaner.health..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.data.redis..", "io.lettuce..")
                .check(classes);
    }

    @Test
    void packagesFormNoCircles() {
        slices().matching("dev.gleaner.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void theServicesDoNotKnowEachOther() {
        String[] api = {
            "dev.gleaner.api..",
            "dev.gleaner.submission..",
            "dev.gleaner.jobs..",
            "dev.gleaner.results..",
            "dev.gleaner.retries..",
            "dev.gleaner.articles..",
            "dev.gleaner.paging..",
            "dev.gleaner.retention..",
            "dev.gleaner.openapi..",
            "dev.gleaner.live..",
            "dev.gleaner.dashboard..",
            "dev.gleaner.recovery..",
            "dev.gleaner.health..",
            "dev.gleaner.problem.."
        };
        String[] consumer = {
            "dev.gleaner.consumer..",
            "dev.gleaner.work..",
            "dev.gleaner.settle..",
            "dev.gleaner.inflight..",
            "dev.gleaner.presence..",
            "dev.gleaner.extract.."
        };
        noClasses()
                .that()
                .resideInAnyPackage(api)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(consumer)
                .check(classes);
        noClasses()
                .that()
                .resideInAnyPackage(consumer)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(api)
                .check(classes);
    }

    @Test
    void nothingGoesOutButThroughTheGuardedDoor() {
        noClasses()
                .that()
                // The demo speaks to the API of its own process, as a user would.
                .resideOutsideOfPackages(
                        "dev.gleaner.fetch..", "dev.gleaner.standalone.demo..", "dev.gleaner.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..",
                        "org.apache.hc.client5..",
                        "okhttp3.internal.http..",
                        "org.springframework.web.client..",
                        "org.springframework.web.reactive.function.client..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.HttpURLConnection")
                .orShould()
                .callMethod(java.net.URL.class, "openStream")
                .orShould()
                .callMethod(java.net.URL.class, "openConnection")
                .orShould()
                .callMethod(org.jsoup.Jsoup.class, "connect", String.class)
                .orShould()
                .callMethod(org.jsoup.Jsoup.class, "newSession")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jsoup.helper..")
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.gleaner.fetch..",
                        // They ask the stores that they started themselves, on loopback.
                        "dev.gleaner.embedded..",
                        "dev.gleaner.testkit..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javax.net.ssl.SSLSocket")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.channels.SocketChannel")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.channels.AsynchronousSocketChannel")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.DatagramSocket")
                .check(classes);
    }
}
