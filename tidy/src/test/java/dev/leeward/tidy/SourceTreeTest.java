package dev.leeward.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SourceTreeTest {

    private static final int MOST_LINES = 400;

    /** Words that say nothing about what a type is for, or that are not in the glossary. */
    private static final Set<String> VAGUE =
            Set.of("manager", "handler", "util", "utils", "helper", "helpers", "data", "info", "master", "slave");

    /** Names that a library or a protocol forces on us; each says in a comment which. */
    private static final Set<String> FORCED = Set.of();

    // Written so that this file does not find itself.
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private final List<JavaFile> files = JavaFile.all();

    @Test
    void the_sources_are_found() {
        assertThat(files).hasSizeGreaterThan(10);
        assertThat(files).extracting(JavaFile::module).contains("core", "orchestrator", "cli", "tidy");
    }

    @Test
    void no_file_is_longer_than_a_person_reads_in_one_go() {
        assertThat(files)
                .filteredOn(file -> file.lines() > MOST_LINES)
                .extracting(file -> file.path() + " has " + file.lines() + " lines")
                .isEmpty();
    }

    @Test
    void every_package_says_why_it_exists_and_is_null_marked() {
        Set<String> explained = files.stream()
                .filter(JavaFile::isPackageInfo)
                .filter(file -> file.text().startsWith("/**") && file.text().contains("@NullMarked"))
                .map(JavaFile::packageName)
                .collect(Collectors.toSet());
        Set<String> packages = files.stream().map(JavaFile::packageName).collect(Collectors.toCollection(TreeSet::new));
        packages.removeAll(explained);
        assertThat(packages).isEmpty();
    }

    @Test
    void a_package_lives_in_one_module() {
        Map<String, Set<String>> modules = files.stream()
                .filter(JavaFile::isMain)
                .collect(Collectors.groupingBy(
                        JavaFile::packageName, Collectors.mapping(JavaFile::module, Collectors.toSet())));
        modules.values().removeIf(homes -> homes.size() == 1);
        assertThat(modules).isEmpty();
    }

    @Test
    void no_name_is_vague() {
        assertThat(files.stream()
                        .flatMap(file -> file.typeNames().stream())
                        .filter(name -> !FORCED.contains(name))
                        .filter(name -> JavaFile.words(name).stream().anyMatch(VAGUE::contains)))
                .isEmpty();
        assertThat(files.stream()
                        .map(JavaFile::packageName)
                        .distinct()
                        .filter(name -> Arrays.stream(name.split("\\.")).anyMatch(VAGUE::contains)))
                .isEmpty();
    }

    @Test
    void nothing_is_left_for_later() {
        assertThat(files)
                .filteredOn(file -> UNFINISHED.matcher(file.text()).find())
                .extracting(JavaFile::path)
                .isEmpty();
    }

    @Test
    void names_are_taken_apart_at_the_humps() {
        assertThat(JavaFile.words("DNSRecordData")).containsExactly("dns", "record", "data");
        assertThat(JavaFile.words("DatabaseUtility")).containsExactly("database", "utility");
    }

    @Test
    void a_type_in_a_comment_or_a_text_is_none() {
        JavaFile file = new JavaFile(Path.of("a"), """
                /* class Old */ record New(String a) {} // enum Gone
                String b = "interface Never";
                sealed interface Kept { final class Nested {} }
                """);
        assertThat(file.typeNames()).containsExactly("New", "Kept", "Nested");
    }
}
