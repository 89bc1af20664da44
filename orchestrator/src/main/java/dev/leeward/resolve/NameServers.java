package dev.leeward.resolve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which recursive name servers to ask: those of {@code resolv.conf} (resolv.conf(5)), read again when it changes. */
final class NameServers {

    private static final Logger LOG = LoggerFactory.getLogger(NameServers.class);
    private static final int DOMAIN = 53;

    /** As many as the C library asks (MAXNS). */
    private static final int MOST = 3;

    private record Content(FileTime changed, List<InetSocketAddress> servers) {}

    private final Path file;
    private volatile Content content = new Content(FileTime.fromMillis(-1), List.of());

    NameServers(Path file) {
        this.file = file;
    }

    /** The servers in order. A file that has become unreadable leaves those known so far. */
    List<InetSocketAddress> inOrder() {
        Content known = content;
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(known.changed())) {
                known = new Content(changed, read());
                content = known;
            }
        } catch (IOException e) {
            LOG.warn("Cannot read {}: {}", file, e.toString());
        }
        return known.servers();
    }

    private List<InetSocketAddress> read() throws IOException {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.strip().split("\\s+");
            if (words.length < 2 || !words[0].equals("nameserver") || servers.size() == MOST) continue;
            Optional<InetAddress> address = HostPort.literal(words[1]);
            address.ifPresent(found -> servers.add(new InetSocketAddress(found, DOMAIN)));
        }
        return servers;
    }
}
