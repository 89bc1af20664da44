package dev.leeward.tidy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Arrays;

/** The compiled classes of modules, without their tests. */
final class Classes {

    private Classes() {}

    static JavaClasses of(String... modules) {
        Path root = JavaFile.root();
        return new ClassFileImporter()
                .importPaths(Arrays.stream(modules)
                        .map(module -> root.resolve(module).resolve("target/classes"))
                        .toList());
    }
}
