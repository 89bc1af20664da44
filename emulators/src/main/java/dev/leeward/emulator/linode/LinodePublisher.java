package dev.leeward.emulator.linode;

import dev.leeward.emulator.dns.Zone;
import dev.leeward.emulator.dns.ZoneStore;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;

/** Renders a domain into a zone and hands it to the name servers, at once or after a while, as Linode does. */
final class LinodePublisher implements AutoCloseable {
    private static final List<String> NAME_SERVERS =
            List.of("ns1.linode.com.", "ns2.linode.com.", "ns3.linode.com.", "ns4.linode.com.", "ns5.linode.com.");

    private final ZoneStore store;
    private final AtomicLong serial = new AtomicLong(2_026_010_100L);
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("linode-publisher").daemon().factory());
    private volatile Duration delay = Duration.ZERO;

    LinodePublisher(ZoneStore store) {
        this.store = store;
    }

    void delay(Duration by) {
        delay = by;
    }

    /** Publishes after the delay, at once without one; what stands when it is due is what is rendered. */
    void publish(LinodeAccount account, LinodeDomain domain) {
        long wait = delay.toMillis();
        if (wait == 0) {
            render(account, domain);
            return;
        }
        Future<?> _ = clockwork.schedule(() -> render(account, domain), wait, TimeUnit.MILLISECONDS);
    }

    private void render(LinodeAccount account, LinodeDomain changed) {
        // Under the account's lock, or an older rendering could replace a newer one.
        synchronized (account) {
            renderLocked(account, changed);
        }
    }

    private void renderLocked(LinodeAccount account, LinodeDomain changed) {
        LinodeDomain domain = account.domain(changed.id()).orElse(changed);
        Name origin = name(domain.domain() + ".");
        if (!domain.status().equals("active")) {
            store.withdraw(origin);
            return;
        }
        List<Record> records = new ArrayList<>();
        NAME_SERVERS.forEach(each -> records.add(new NSRecord(origin, DClass.IN, domain.effectiveTtl(), name(each))));
        account.records(domain.id()).forEach(each -> records.add(rendered(each, domain, origin)));
        store.publish(new Zone(origin, soa(domain, origin), records));
    }

    private SOARecord soa(LinodeDomain domain, Name origin) {
        long ttl = domain.effectiveTtl();
        Name admin = name("hostmaster." + domain.domain() + ".");
        return new SOARecord(
                origin,
                DClass.IN,
                ttl,
                name(NAME_SERVERS.getFirst()),
                admin,
                serial.incrementAndGet(),
                14_400,
                14_400,
                1_209_600,
                ttl);
    }

    private static Record rendered(LinodeRecord record, LinodeDomain domain, Name origin) {
        Name at = record.name().isEmpty() ? origin : name(record.name() + "." + origin);
        long ttl = record.ttlSec() == 0 ? domain.effectiveTtl() : record.ttlSec();
        return switch (record.type()) {
            case "A" -> new ARecord(at, DClass.IN, ttl, InetAddress.ofLiteral(record.target()));
            case "AAAA" -> new AAAARecord(at, DClass.IN, ttl, InetAddress.ofLiteral(record.target()));
            case "CNAME" -> new CNAMERecord(at, DClass.IN, ttl, name(record.target() + "."));
            case "NS" -> new NSRecord(at, DClass.IN, ttl, name(record.target() + "."));
            default -> new TXTRecord(at, DClass.IN, ttl, record.target());
        };
    }

    /** The lines of the zone as it was last rendered; none before that. */
    List<String> zoneFile(LinodeDomain domain) {
        return store.zone(name(domain.domain() + "."))
                .map(zone -> {
                    List<String> lines = new ArrayList<>();
                    lines.add("; " + zone.origin());
                    lines.add(zone.soa().toString());
                    zone.records().forEach(each -> lines.add(each.toString()));
                    return lines;
                })
                .orElse(List.of());
    }

    private static Name name(String absolute) {
        try {
            return Name.fromString(absolute);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("not a name: " + absolute, e);
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
