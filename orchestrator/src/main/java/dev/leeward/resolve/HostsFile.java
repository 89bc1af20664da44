package dev.leeward.resolve;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names in {@code /etc/hosts} (hosts(5)), read again when the file changes. */
final class HostsFile {

    private static final Logger LOG = LoggerFactory.getLogger(HostsFile.class);
    private static final int MOST_LINES = 10_000;

    private record Content(FileTime changed, long size, Map<String, List<InetAddress>> names) {}

    private static final Content NOTHING = new Content(FileTime.fromMillis(0), -1, Map.of());

    private final Path file;
    private volatile Content content = NOTHING;

    HostsFile(Path file) {
        this.file = file;
    }

    /** The addresses of a name in lower case, empty if the file does not mention it or cannot be read. */
    List<InetAddress> addresses(String name) {
        return fresh().names().getOrDefault(name, List.of());
    }

    private Content fresh() {
        Content known = content;
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (!now.lastModifiedTime().equals(known.changed()) || now.size() != known.size()) {
                known = new Content(now.lastModifiedTime(), now.size(), read());
                content = known;
            }
            return known;
        } catch (IOException e) {
            // Many containers have none. What it used to say no longer counts: a name server knows better than a
            // memory.
            LOG.debug("No hosts file: {}", e.toString());
            content = NOTHING;
            return NOTHING;
        }
    }

    private Map<String, List<InetAddress>> read() throws IOException {
        Map<String, List<InetAddress>> names = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            for (int i = 0; line != null && i < MOST_LINES; i++) {
                add(line, names);
                line = lines.readLine();
            }
        }
        return names;
    }

    private static void add(String line, Map<String, List<InetAddress>> names) {
        int comment = line.indexOf('#');
        String[] words =
                (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+");
        HostPort.literal(words[0]).ifPresent(address -> {
            for (int i = 1; i < words.length; i++) {
                names.computeIfAbsent(words[i].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(address);
            }
        });
    }
}
