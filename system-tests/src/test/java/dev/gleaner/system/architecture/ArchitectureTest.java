package dev.gleaner.system.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the rooms. */
class ArchitectureTest {
    /** What knows Spring: the processes, what puts parts together, the web, and the adapters of stores. */
    private static final String[] SPRING = {
        "dev.gleaner.api..",
        "dev.gleaner.consumer",
        "dev.gleaner.consumer.work",
        "dev.gleaner.platform..",
        "dev.gleaner.standalone..",
        "dev.gleaner.testkit..",
        "dev.gleaner.bench..",
        "..mongo..",
        "..redis.."
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
                .resideOutsideOfPackages(SPRING)
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
                        "..mongo..",
                        "dev.gleaner.platform..",
                        "dev.gleaner.api.web.problem..",
                        "dev.gleaner.api.health..",
                        "dev.gleaner.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.mongodb..", "org.bson..")
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..redis..",
                        "dev.gleaner.platform..",
                        "dev.gleaner.api.web.problem..",
                        "dev.gleaner.api.health..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.data.redis..", "io.lettuce..")
                .check(classes);
    }

    @Test
    void packagesFormNoCircles() {
        slices().matching("dev.gleaner.(*)..").should().beFreeOfCycles().check(classes);
        slices().matching("dev.gleaner.api.(*)..").should().beFreeOfCycles().check(classes);
        slices().matching("dev.gleaner.consumer.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void theServicesDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.gleaner.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.gleaner.consumer..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage("dev.gleaner.consumer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.gleaner.api..")
                .check(classes);
    }

    @Test
    void extractionKnowsNothingOfGleaner() {
        noClasses()
                .that()
                .resideInAPackage("dev.gleaner.extract..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.gleaner..").and(resideOutsideOfPackage("dev.gleaner.extract..")))
                .check(classes);
    }

    @Test
    void theClientKnowsNothingOfGleaner() {
        noClasses()
                .that()
                .resideInAPackage("dev.gleaner.client..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.gleaner..").and(resideOutsideOfPackage("dev.gleaner.client..")))
                .check(classes);
    }

    @Test
    void theRoomsOfTheEmbeddedStoresDoNotKnowWhoChoosesAmongThem() {
        slices().matching("dev.gleaner.embedded.(*)..").should().beFreeOfCycles().check(classes);
        noClasses()
                .that()
                .resideInAPackage("dev.gleaner.embedded.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.gleaner.embedded")
                .check(classes);
    }

    @Test
    void nothingGoesOutButThroughTheGuardedDoor() {
        noClasses()
                .that()
                // The client speaks to the API, wherever its user says that is; the platform fetches nothing with it.
                .resideOutsideOfPackages(
                        "dev.gleaner.fetch..", "dev.gleaner.client..", "dev.gleaner.testkit..")
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
