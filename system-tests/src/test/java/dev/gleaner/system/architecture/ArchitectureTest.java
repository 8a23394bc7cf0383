package dev.gleaner.system.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The rules of the rooms hold in everything that is shipped; {@link PlantedBreachesTest} shows that each can fail. */
class ArchitectureTest {
    /** Run in the module's folder, as Maven does. */
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @SuppressWarnings("unused") // the rules of a parameterized test
    private static final ArchRule[] RULES = {
        ArchitectureRules.MODULES_USE_WHAT_THEY_MAY,
        ArchitectureRules.DOMAIN_KNOWS_NO_SPRING,
        ArchitectureRules.MONGO_IS_SPOKEN_IN_ITS_ADAPTERS,
        ArchitectureRules.REDIS_IS_SPOKEN_IN_ITS_ADAPTERS,
        ArchitectureRules.REQUESTS_PASS_THE_GUARDED_DOOR,
        ArchitectureRules.CONNECTIONS_PASS_THE_GUARDED_DOOR,
        ArchitectureRules.PACKAGES_FORM_NO_CIRCLES,
        ArchitectureRules.PACKAGES_ARE_NULL_MARKED
    };

    private static JavaClasses classes = new ClassFileImporter().importClasses();

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                // JMH writes sources of its own beside the benchmarks.
                .withImportOption(location -> !location.contains("/jmh_generated/"))
                .importPackages(ArchitectureRules.ROOT);
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void holds(ArchRule rule) {
        rule.check(classes);
    }

    @Test
    void roomsFormNoCirclesAtAnyLevel() {
        assertAll(ArchitectureRules.roomsFormNoCircles(classes).stream().map(rule -> () -> rule.check(classes)));
    }

    @ParameterizedTest
    @EnumSource(value = Module.class, mode = EnumSource.Mode.EXCLUDE, names = "SYSTEM_TESTS")
    void aPackageSaysItsModule(Module module) throws IOException {
        assertThat(PROJECT.resolve(module.folder())).isDirectory();
        assertThat(ArchitectureRules.sourcesOfAnotherModule(PROJECT, module)).isEmpty();
    }

    @Test
    void everyModuleIsScannedAndNamed() throws IOException {
        assertThat(classes.stream().map(Module::of).distinct())
                .containsExactlyInAnyOrderElementsOf(Module.ofTheProduct());
        try (Stream<Path> folders = Files.list(PROJECT)) {
            assertThat(folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                            .map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(Module.values()).map(Module::folder).toList());
        }
    }
}
