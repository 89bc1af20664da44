package dev.leeward.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A source file of this project.
 *
 * @param path where it is, from the root of the project
 * @param text what is in it
 */
record JavaFile(Path path, String text) {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");
    private static final Pattern NO_CODE =
            Pattern.compile("\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern CAMEL = Pattern.compile("[A-Z]+(?![a-z])|[A-Z][a-z]+");

    /** Reads all sources of all modules. */
    static List<JavaFile> all() {
        Path root = root();
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(JavaFile::under)
                    .sorted()
                    .map(file -> read(root, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the root of the project, as the build tells the tests. */
    static Path root() {
        String root = System.getProperty("leeward.root");
        if (root == null) {
            throw new AssertionError("The system property leeward.root is not set: run this through Maven");
        }
        return Path.of(root);
    }

    boolean isPackageInfo() {
        return path.endsWith("package-info.java");
    }

    boolean isMain() {
        return path.getName(2).toString().equals("main");
    }

    String module() {
        return path.getName(0).toString();
    }

    long lines() {
        return text.lines().count();
    }

    /** Returns the package, and the empty string if the file names none. */
    String packageName() {
        return PACKAGE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }

    /** Returns the names of the types declared in the file, nested ones too. */
    List<String> typeNames() {
        String code = NO_CODE.matcher(text).replaceAll(" ");
        return TYPE.matcher(code).results().map(found -> found.group(1)).toList();
    }

    /** Splits a camel-case name into its words, in lower case: {@code DNSRecord} is {@code dns, record}. */
    static List<String> words(String name) {
        return CAMEL.matcher(name)
                .results()
                .map(MatchResult::group)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Stream<Path> under(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaFile read(Path root, Path file) {
        try {
            return new JavaFile(root.relativize(file), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
