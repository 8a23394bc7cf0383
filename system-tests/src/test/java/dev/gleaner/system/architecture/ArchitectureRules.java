package dev.gleaner.system.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules of the rooms, by prefix and by name: a new package or class falls under them without being listed. */
final class ArchitectureRules {
    static final String ROOT = "dev.gleaner";

    /** Wiring, which knows Spring wherever it stands. */
    private static final String WIRING = ".*(Application|Configuration|Settings|Life)";

    private static final DescribedPredicate<JavaClass> SPRING = resideInAnyPackage("org.springframework..");
    private static final DescribedPredicate<JavaClass> MONGO = resideInAnyPackage("com.mongodb..", "org.bson..");
    private static final DescribedPredicate<JavaClass> REDIS =
            resideInAnyPackage("io.lettuce..", "org.springframework.data.redis..", "redis.clients..");

    private static final DescribedPredicate<JavaClass> HTTP_CLIENT = resideInAnyPackage(
                    "java.net.http..",
                    "org.apache.hc.client5..",
                    "org.springframework.web.client..",
                    "org.springframework.web.reactive.function.client..",
                    "org.jsoup.helper..")
            // Its reader of addresses is no client.
            .or(resideInAPackage("okhttp3..").and(not(nameStartingWith("okhttp3.HttpUrl"))))
            .or(named("java.net.HttpURLConnection", "java.net.URLConnection"));

    private static final DescribedPredicate<JavaClass> SOCKET = named(
            "java.net.Socket",
            "javax.net.ssl.SSLSocket",
            "java.nio.channels.SocketChannel",
            "java.nio.channels.AsynchronousSocketChannel",
            "java.net.DatagramSocket",
            "java.nio.channels.DatagramChannel");

    /** As {@link Module} says: the services do not know each other, extraction and client know nobody. */
    static final ArchRule MODULES_USE_WHAT_THEY_MAY =
            classes().that(areOfGleaner()).should(useOnlyModulesThatTheyMay());

    static final ArchRule DOMAIN_KNOWS_NO_SPRING = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "..mongo..",
                    "..redis..",
                    "dev.gleaner.platform..",
                    "dev.gleaner.api..",
                    "dev.gleaner.standalone..",
                    "dev.gleaner.bench..",
                    "dev.gleaner.testkit..")
            .and()
            .haveNameNotMatching(WIRING + "(\\$.*)?")
            .should()
            .dependOnClassesThat(SPRING);

    static final ArchRule MONGO_IS_SPOKEN_IN_ITS_ADAPTERS = noClasses()
            .that()
            .resideOutsideOfPackages("..mongo..", "dev.gleaner.platform..")
            .should()
            .dependOnClassesThat(MONGO);

    static final ArchRule REDIS_IS_SPOKEN_IN_ITS_ADAPTERS = noClasses()
            .that()
            .resideOutsideOfPackages("..redis..", "dev.gleaner.platform..")
            .should()
            .dependOnClassesThat(REDIS);

    /**
     * Every request to a site passes the address guard; a client of Gleaner's own API speaks to no site,
     * and tests and benchmarks only to what they started on loopback.
     */
    static final ArchRule REQUESTS_PASS_THE_GUARDED_DOOR = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.gleaner.fetch..", "dev.gleaner.client..", "dev.gleaner.testkit..", "dev.gleaner.bench..")
            .should()
            .dependOnClassesThat(HTTP_CLIENT)
            .orShould()
            .callMethod(java.net.URL.class, "openStream")
            .orShould()
            .callMethod(java.net.URL.class, "openConnection")
            .orShould()
            .callMethod(org.jsoup.Jsoup.class, "connect", String.class)
            .orShould()
            .callMethod(org.jsoup.Jsoup.class, "newSession");

    /** The embedded stores are asked by those who started them, on loopback. */
    static final ArchRule CONNECTIONS_PASS_THE_GUARDED_DOOR = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.gleaner.fetch..", "dev.gleaner.embedded..", "dev.gleaner.testkit..", "dev.gleaner.bench..")
            .should()
            .dependOnClassesThat(SOCKET);

    /** Each package alone is one slice: not even a package and its own sub-package may use each other. */
    static final ArchRule PACKAGES_FORM_NO_CIRCLES =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes().should(resideInANullMarkedPackage());

    private ArchitectureRules() {}

    /**
     * A package together with all below it is one slice, for each level at which there are several: packages that form
     * no circle one by one may still form one as rooms.
     */
    static List<ArchRule> roomsFormNoCircles(JavaClasses classes) {
        return levels(classes).stream()
                .map(level -> (ArchRule) slices().matching(level + ".(*)..")
                        .should()
                        .beFreeOfCycles()
                        .allowEmptyShould(true))
                .toList();
    }

    /**
     * What lies in the source folders of a module without the prefix of its packages, or with another module's; empty
     * when every package says its module.
     */
    static List<Path> sourcesOfAnotherModule(Path project, Module module) throws IOException {
        var found = new TreeSet<Path>();
        for (String folder : List.of("src/main/java", "src/test/java")) {
            Path sources = project.resolve(module.folder()).resolve(folder);
            if (Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .map(sources::relativize)
                            .filter(file -> !saysItsModule(file, module))
                            .forEach(found::add);
                }
            }
        }
        return List.copyOf(found);
    }

    private static boolean saysItsModule(Path source, Module module) {
        Path folder = source.getParent();
        if (folder == null) {
            return false;
        }
        String packageName = folder.toString().replace(source.getFileSystem().getSeparator(), ".");
        return (packageName + ".").startsWith(ROOT + ".") && Module.of(packageName) == module;
    }

    /** Every package that has packages below it. */
    private static TreeSet<String> levels(JavaClasses classes) {
        var levels = new TreeSet<String>();
        for (JavaClass type : classes) {
            String name = type.getPackageName();
            while (name.startsWith(ROOT + ".")) {
                name = name.substring(0, name.lastIndexOf('.'));
                levels.add(name);
            }
        }
        return levels;
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        List<String> all = List.of(names);
        return describe("are one of " + all, type -> all.contains(type.getFullName()));
    }

    private static DescribedPredicate<JavaClass> areOfGleaner() {
        return resideInAPackage(ROOT + "..").as("are of Gleaner");
    }

    private static ArchCondition<JavaClass> useOnlyModulesThatTheyMay() {
        return new ArchCondition<>("use only the modules that their own may use") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Module own = Module.of(type);
                type.getDirectDependenciesFromSelf().stream()
                        .filter(use -> areOfGleaner().test(use.getTargetClass()))
                        .filter(use -> !own.mayUse(Module.of(use.getTargetClass())))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(
                                type,
                                "%s may not use %s: %s"
                                        .formatted(own, Module.of(use.getTargetClass()), use.getDescription()))));
            }
        };
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type, "%s lies in a package without @NullMarked".formatted(type.getFullName())));
                }
            }
        };
    }
}
