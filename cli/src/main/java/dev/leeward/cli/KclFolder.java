package dev.leeward.cli;

import dev.leeward.fault.Problem;
import dev.leeward.stream.dynamodb.Allotments;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Amazon's Kinesis Client Library, which lies in a folder of its own: who does not ask for it, and that is nearly everybody,
 * carries none of its libraries.
 */
final class KclFolder {
    /** Says where the folder is. */
    static final String VARIABLE = "LEEWARD_KCL";

    private static final String PROPERTY = "leeward.kcl";

    private KclFolder() {}

    /** What came of loading it. */
    sealed interface Loaded {
        /** It is there, and its parts fit. */
        record Yes(Allotments allotments) implements Loaded {}

        /** It cannot be used, and why. */
        record No(String why) implements Loaded {}
    }

    static Loaded load(Map<String, String> environment) {
        Optional<String> folder = Optional.ofNullable(environment.get(VARIABLE))
                .or(() -> Optional.ofNullable(System.getProperty(PROPERTY)));
        if (folder.isEmpty()) {
            return new Loaded.No("`spread: kcl` needs the Kinesis Client Library: set " + VARIABLE
                    + " to the folder with Leeward's kcl jars.");
        }
        try {
            return load(Path.of(folder.get()));
        } catch (IOException e) {
            return new Loaded.No("`spread: kcl` needs the Kinesis Client Library, and the folder " + folder.get()
                    + " cannot be read: " + e);
        }
    }

    private static Loaded load(Path folder) throws IOException {
        // What is loaded stays for the life of the process, so its loader is never closed.
        @SuppressWarnings("resource")
        var loader = new URLClassLoader("kcl", jars(folder), KclFolder.class.getClassLoader());
        Optional<Allotments> found =
                ServiceLoader.load(Allotments.class, loader).findFirst();
        if (found.isEmpty()) return new Loaded.No("there is nothing in " + folder + " that shares out shards.");
        return found.get()
                .defect()
                .map(Problem::sentence)
                .<Loaded>map(Loaded.No::new)
                .orElseGet(() -> new Loaded.Yes(found.get()));
    }

    private static URL[] jars(Path folder) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                jars.add(url(file));
            }
        }
        return jars.toArray(URL[]::new);
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
