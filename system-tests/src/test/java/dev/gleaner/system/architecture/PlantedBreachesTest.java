package dev.gleaner.system.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.gleaner.consumer.planted.room.Hall;
import dev.gleaner.planted.AsksASite;
import dev.gleaner.planted.KnowsMongo;
import dev.gleaner.planted.KnowsRedis;
import dev.gleaner.planted.KnowsSpring;
import dev.gleaner.planted.OpensASocket;
import dev.gleaner.planted.ReadsAUrl;
import dev.gleaner.planted.circle.Outer;
import dev.gleaner.planted.circle.inner.Inner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule fails on a class that breaks it, and names that class. */
class PlantedBreachesTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                dev.gleaner.api.planted.KnowsTheConsumer.class,
                dev.gleaner.bench.planted.KnowsTheApi.class,
                dev.gleaner.check.planted.KnowsTheApi.class,
                dev.gleaner.client.planted.KnowsShared.class,
                dev.gleaner.consumer.planted.KnowsTheApi.class,
                dev.gleaner.embedded.planted.KnowsShared.class,
                dev.gleaner.extract.planted.KnowsShared.class,
                dev.gleaner.planted.KnowsTheApi.class,
                dev.gleaner.standalone.planted.KnowsTheTestkit.class,
                dev.gleaner.testkit.planted.KnowsShared.class
            })
    void aModuleUsesAnotherThatItMayNot(Class<?> planted) {
        assertBroken(ArchitectureRules.MODULES_USE_WHAT_THEY_MAY, planted);
    }

    @Test
    void aDomainClassKnowsSpring() {
        assertBroken(ArchitectureRules.DOMAIN_KNOWS_NO_SPRING, KnowsSpring.class);
    }

    @Test
    void aStoreIsSpokenOutsideOfItsAdapters() {
        assertBroken(ArchitectureRules.MONGO_IS_SPOKEN_IN_ITS_ADAPTERS, KnowsMongo.class);
        assertBroken(ArchitectureRules.REDIS_IS_SPOKEN_IN_ITS_ADAPTERS, KnowsRedis.class);
    }

    @Test
    void aRequestPassesByTheGuardedDoor() {
        assertBroken(ArchitectureRules.REQUESTS_PASS_THE_GUARDED_DOOR, AsksASite.class);
        assertBroken(ArchitectureRules.REQUESTS_PASS_THE_GUARDED_DOOR, ReadsAUrl.class);
        assertBroken(ArchitectureRules.CONNECTIONS_PASS_THE_GUARDED_DOOR, OpensASocket.class);
    }

    @Test
    void aPackageAndItsSubPackageUseEachOther() {
        assertBroken(ArchitectureRules.PACKAGES_FORM_NO_CIRCLES, Outer.class, Inner.class);
    }

    /** The packages form no circle one by one: kitchen.stove, room, kitchen.shelf. */
    @Test
    void roomsBelowAModuleFormACircle() {
        JavaClasses circle = new ClassFileImporter()
                .importClasses(
                        Hall.class,
                        dev.gleaner.consumer.planted.kitchen.stove.Stove.class,
                        dev.gleaner.consumer.planted.kitchen.shelf.Shelf.class);

        ArchitectureRules.PACKAGES_FORM_NO_CIRCLES.check(circle);
        assertThat(ArchitectureRules.roomsFormNoCircles(circle))
                .filteredOn(rule -> rule.evaluate(circle).hasViolation())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getDescription()).contains("dev.gleaner.consumer.planted.(*)"));
    }

    @Test
    void aPackageIsNotNullMarked() {
        assertBroken(ArchitectureRules.PACKAGES_ARE_NULL_MARKED, KnowsSpring.class);
    }

    @Test
    void aPackageDoesNotSayItsModule(@TempDir Path project) throws IOException {
        Path right = Path.of("dev/gleaner/api/jobs/Right.java");
        Path ofShared = Path.of("dev/gleaner/jobs/OfShared.java");
        Path ofConsumer = Path.of("dev/gleaner/consumer/OfConsumer.java");
        Path ofNobody = Path.of("org/example/OfNobody.java");
        for (Path source : List.of(right, ofShared, ofConsumer, ofNobody)) {
            Path file = project.resolve("api-service/src/main/java").resolve(source);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }

        assertThat(ArchitectureRules.sourcesOfAnotherModule(project, Module.API))
                .containsExactlyInAnyOrder(ofShared, ofConsumer, ofNobody);
    }

    private static void assertBroken(ArchRule rule, Class<?>... planted) {
        JavaClasses classes = new ClassFileImporter().importClasses(planted);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rule.check(classes))
                .withMessageContaining(planted[0].getName());
    }
}
