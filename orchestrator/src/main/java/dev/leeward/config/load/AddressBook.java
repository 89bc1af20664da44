package dev.leeward.config.load;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Addresses of NodeBalancers as Linode once said, in a file beside the configuration. A node reads it and never asks: it has to
 * start, and to know where to move traffic, while Linode's API is down.
 */
public final class AddressBook {
    /** What the file is called. */
    public static final String FILE = "nodebalancers.hosts";

    /** The largest that is read. */
    public static final int MOST_BYTES = 256 * 1024;

    private static final String HEAD = """
            # Addresses of NodeBalancers as Linode said, in the form of hosts(5). Written by `leeward resolve`.
            # Keep it beside the configuration on every node.
            """;

    private final SortedMap<String, SortedSet<String>> byName;

    private AddressBook(SortedMap<String, SortedSet<String>> byName) {
        this.byName = byName;
    }

    /** One of these addresses. */
    public static AddressBook of(Map<String, ? extends Iterable<String>> addresses) {
        SortedMap<String, SortedSet<String>> byName = new TreeMap<>();
        addresses.forEach((name, all) -> all.forEach(address -> Network.literal(address)
                .ifPresent(literal ->
                        byName.computeIfAbsent(name, _ -> new TreeSet<>()).add(Network.canonical(literal)))));
        return new AddressBook(byName);
    }

    /**
     * The one in {@code folder}; without an address where there is none.
     *
     * @throws IOException if it cannot be read, or holds anything but addresses and names
     */
    public static AddressBook in(Path folder) throws IOException {
        byte[] bytes;
        try (var file = Files.newInputStream(folder.resolve(FILE))) {
            bytes = file.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException none) {
            return new AddressBook(new TreeMap<>());
        }
        if (bytes.length > MOST_BYTES) throw new IOException("it is larger than 256 KiB");
        return parse(new String(bytes, StandardCharsets.UTF_8));
    }

    private static AddressBook parse(String text) throws IOException {
        SortedMap<String, SortedSet<String>> byName = new TreeMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String said = line.replaceFirst("#.*", "").strip();
            if (said.isEmpty()) continue;
            String[] words = said.split("\\s+");
            Optional<InetAddress> address = Network.literal(words[0]);
            if (address.isEmpty() || words.length != 2) {
                throw new IOException("line " + number + " is not an address and the name of a NodeBalancer");
            }
            byName.computeIfAbsent(words[1], _ -> new TreeSet<>()).add(Network.canonical(address.get()));
        }
        return new AddressBook(byName);
    }

    /** What stands there of {@code name}. */
    public SortedSet<String> of(String name) {
        return new TreeSet<>(byName.getOrDefault(name, new TreeSet<>()));
    }

    /** Its address of one family. */
    Optional<String> of(String name, boolean v6) {
        return of(name).stream()
                .filter(address -> Network.literal(address)
                        .filter(literal -> literal instanceof Inet6Address == v6)
                        .isPresent())
                .findFirst();
    }

    /** As it stands in the file: the same addresses are the same text. */
    public String text() {
        var text = new StringBuilder(HEAD);
        byName.forEach((name, addresses) -> addresses.forEach(
                address -> text.append(address).append(' ').append(name).append('\n')));
        return text.toString();
    }
}
