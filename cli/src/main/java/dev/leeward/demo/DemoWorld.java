package dev.leeward.demo;

import dev.leeward.emulator.dns.NameServer;
import dev.leeward.emulator.dns.Zone;
import dev.leeward.emulator.dns.ZoneStore;
import dev.leeward.emulator.linode.LinodeEmulator;
import dev.leeward.emulator.shop.RegionalShop;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.ARecord;

/** What lies outside the orchestrator: a shop in two regions, the Linode API, and the name server behind it. Thread-safe. */
final class DemoWorld implements AutoCloseable {
    static final String DOMAIN = "example.com";
    static final String RECORD = "www";
    static final String HOME = "us-east";
    static final String AWAY = "eu-central";
    static final String TOKEN = "the-token-of-the-demonstration";

    /** The shortest TTL that Linode keeps. */
    static final Duration TTL = Duration.ofSeconds(30);

    /** How long the name server lags behind the API, so that "accepted" and "answered" are two things, as at Linode. */
    static final Duration PUBLISHING = Duration.ofSeconds(1);

    private static final String HOME_ADDRESS = "127.0.0.11";
    private static final String AWAY_ADDRESS = "127.0.0.12";
    private static final int REMEMBERED = 100;

    /** The name server answers {@code address} from {@code at} on. */
    record Published(Instant at, String address) {}

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Deque<Published> published = new ArrayDeque<>();
    private final InstantSource clock;
    private final RegionalShop home;
    private final RegionalShop away;
    private final NameServer nameServer;
    private final LinodeEmulator linode;

    private DemoWorld(InstantSource clock) throws IOException {
        this.clock = clock;
        try {
            home = opened(shop(HOME, HOME_ADDRESS));
            away = opened(shop(AWAY, AWAY_ADDRESS));
            var store = new ZoneStore();
            store.watch(this::remember);
            nameServer = opened(NameServer.start(store));
            linode = opened(LinodeEmulator.start(store));
            linode.grant(TOKEN, "domains:read_write");
            var domain = linode.addDomain(DOMAIN, (int) TTL.toSeconds());
            linode.addRecord(domain, "A", RECORD, HOME_ADDRESS, (int) TTL.toSeconds());
            linode.publishAfter(PUBLISHING);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens everything on free ports of loopback addresses.
     *
     * @throws IOException if no port is to be had
     */
    static DemoWorld open(InstantSource clock) throws IOException {
        return new DemoWorld(clock);
    }

    /** Where only 127.0.0.1 exists (macOS), both shops share it, and {@link #route} leads there. */
    static RegionalShop shop(String region, String address) throws IOException {
        try {
            return RegionalShop.open(region, InetAddress.ofLiteral(address), 0);
        } catch (BindException noSuchAddress) {
            return RegionalShop.open(region, InetAddress.ofLiteral("127.0.0.1"), 0);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private void remember(Zone zone) {
        zone.records().stream()
                .filter(record -> record.getName().getLabelString(0).equals(RECORD))
                .flatMap(record ->
                        record instanceof ARecord a ? Optional.of(a).stream() : Optional.<ARecord>empty().stream())
                .map(a -> a.getAddress().getHostAddress())
                .findFirst()
                .ifPresent(this::remember);
    }

    private void remember(String address) {
        synchronized (published) {
            boolean same = !published.isEmpty() && published.getLast().address().equals(address);
            if (same) return;
            if (published.size() == REMEMBERED) published.removeFirst();
            published.addLast(new Published(clock.instant(), address));
        }
    }

    RegionalShop shop(String region) {
        return region.equals(HOME) ? home : away;
    }

    RegionalShop home() {
        return home;
    }

    RegionalShop away() {
        return away;
    }

    LinodeEmulator linode() {
        return linode;
    }

    NameServer nameServer() {
        return nameServer;
    }

    /** The address that the name has while {@code region} is active. */
    static String address(String region) {
        return region.equals(HOME) ? HOME_ADDRESS : AWAY_ADDRESS;
    }

    /** Where a packet to {@code address} arrives. */
    Optional<InetSocketAddress> route(String address) {
        return switch (address) {
            case HOME_ADDRESS -> Optional.of(home.address());
            case AWAY_ADDRESS -> Optional.of(away.address());
            default -> Optional.empty();
        };
    }

    /** When the name server began to answer {@code region}, for the first time after {@code after}. */
    Optional<Instant> publishedAt(String region, Instant after) {
        synchronized (published) {
            return published.stream()
                    .filter(change -> change.address().equals(address(region))
                            && change.at().isAfter(after))
                    .map(Published::at)
                    .findFirst();
        }
    }

    /** Every change of the answer so far, the first one included. */
    List<Published> published() {
        synchronized (published) {
            return List.copyOf(published);
        }
    }

    @Override
    public void close() {
        Closing.all(open);
    }
}
