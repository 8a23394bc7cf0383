package dev.gleaner.system.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A module: its folder, the prefix of its packages, and the modules whose classes it may use. */
enum Module {
    EXTRACTION("extraction", "dev.gleaner.extract"),
    EMBEDDED("embedded", "dev.gleaner.embedded"),
    CLIENT("client", "dev.gleaner.client"),
    EXEC("exec", "dev.gleaner.exec"),
    CLI("cli", "dev.gleaner.cli", CLIENT),
    /** What both services must agree on: every package that has the prefix of no other module. */
    SHARED("shared", "dev.gleaner", EXTRACTION),
    CHECK("check", "dev.gleaner.check", SHARED),
    API("api-service", "dev.gleaner.api", SHARED, EXTRACTION),
    CONSUMER("consumer-service", "dev.gleaner.consumer", SHARED, EXTRACTION, EXEC),
    STANDALONE(
            "standalone",
            "dev.gleaner.standalone",
            SHARED,
            EXTRACTION,
            API,
            CONSUMER,
            EMBEDDED,
            CHECK,
            CLIENT,
            EXEC,
            CLI),
    TESTKIT("testkit", "dev.gleaner.testkit", EMBEDDED, CLIENT),
    BENCHMARKS("benchmarks", "dev.gleaner.bench", SHARED, EXTRACTION, CONSUMER, EMBEDDED),
    SYSTEM_TESTS("system-tests", "dev.gleaner.system");

    private final String folder;
    private final String prefix;
    private final Set<Module> uses;

    Module(String folder, String prefix, Module... uses) {
        this.folder = folder;
        this.prefix = prefix;
        this.uses = Set.of(uses);
    }

    /** The module that a package belongs to. */
    static Module of(String packageName) {
        return Arrays.stream(values())
                .filter(module -> module != SHARED && module.holds(packageName))
                .findFirst()
                .orElse(SHARED);
    }

    static Module of(JavaClass type) {
        return of(type.getPackageName());
    }

    /** The modules with sources of their own that a release is made of; what only tests use is left out. */
    static List<Module> ofTheProduct() {
        return Arrays.stream(values()).filter(module -> module != SYSTEM_TESTS).toList();
    }

    String folder() {
        return folder;
    }

    boolean mayUse(Module other) {
        return other == this || uses.contains(other);
    }

    private boolean holds(String packageName) {
        return packageName.equals(prefix) || packageName.startsWith(prefix + ".");
    }
}
