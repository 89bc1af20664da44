package dev.leeward.steering.authority;

import dev.leeward.dns.CanonicalText;
import dev.leeward.dns.Deadline;
import dev.leeward.dns.Recursor;
import dev.leeward.dns.ServerPlace;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Finds all addresses of all servers that answer for a name with authority. */
final class Delegation {
    private static final int MOST_SERVERS = 32;
    private static final int MOST_ADDRESSES = 64;

    private final AuthoritySettings settings;
    private final Recursor recursor;

    Delegation(AuthoritySettings settings) {
        this.settings = settings;
        this.recursor = new Recursor(settings.resolvers(), settings.patience());
    }

    /** Who answers for a name. */
    sealed interface Servers {
        /** These, at least one. */
        record Known(List<AskedServer> servers) implements Servers {}

        /** That could not be found out. */
        record Unknown(Problem problem) implements Servers {}
    }

    /** The servers of the zone that holds {@code name}, or the configured ones. */
    Servers of(Name name, Deadline deadline) {
        if (!settings.servers().isEmpty()) return resolved(settings.servers(), true, deadline);
        for (Name cut = name; !cut.equals(Name.root); cut = new Name(cut, 1)) {
            switch (recursor.ask(cut, Type.NS, deadline)) {
                case Recursor.Found.Unknown(var problem) -> {
                    return new Servers.Unknown(problem);
                }
                case Recursor.Found.Records(var records) -> {
                    if (!records.isEmpty()) return resolved(places(records), false, deadline);
                }
            }
        }
        return new Servers.Unknown(
                Problem.lasting(FaultCode.NOT_FOUND, name + " lies in no zone that the resolvers know"));
    }

    private static List<ServerPlace> places(List<Record> records) {
        return records.stream()
                .filter(NSRecord.class::isInstance)
                .map(ns -> new ServerPlace(CanonicalText.of(((NSRecord) ns).getTarget()), ServerPlace.DOMAIN))
                .toList();
    }

    private Servers resolved(List<ServerPlace> places, boolean configured, Deadline deadline) {
        if (places.size() > MOST_SERVERS) {
            return new Servers.Unknown(Problem.lasting(
                    FaultCode.EXHAUSTED, "%d name servers are more than %d".formatted(places.size(), MOST_SERVERS)));
        }
        var servers = new ArrayList<AskedServer>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<AskedServer>>> lookUps = places.stream()
                    .<Callable<List<AskedServer>>>map(place -> () -> atEachAddress(place, configured, deadline))
                    .toList();
            for (Future<List<AskedServer>> lookUp : threads.invokeAll(lookUps)) servers.addAll(lookUp.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Servers.Unknown(Problem.passing(FaultCode.TIMED_OUT, "interrupted while looking for servers"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking a name server up failed", e.getCause());
        }
        if (servers.size() > MOST_ADDRESSES) {
            return new Servers.Unknown(Problem.lasting(
                    FaultCode.EXHAUSTED,
                    "%d addresses of name servers are more than %d".formatted(servers.size(), MOST_ADDRESSES)));
        }
        return new Servers.Known(List.copyOf(servers));
    }

    private List<AskedServer> atEachAddress(ServerPlace place, boolean configured, Deadline deadline) {
        // Two configured servers may share a host and differ in the port alone.
        String name = configured ? place.shortText() : place.host();
        if (!(recursor.addresses(place.host(), deadline) instanceof Recursor.Addresses.Known(var addresses))) {
            return List.of(new AskedServer(name, null));
        }
        List<AskedServer> servers = addresses.stream()
                .filter(this::isWanted)
                .map(address -> new AskedServer(name, new InetSocketAddress(address, place.port())))
                .toList();
        // A delegated server that cannot be found still counts: clients meet it as well.
        return servers.isEmpty() ? List.of(new AskedServer(name, null)) : servers;
    }

    private boolean isWanted(InetAddress address) {
        return switch (settings.families()) {
            case BOTH -> true;
            case IPV4 -> address instanceof Inet4Address;
            case IPV6 -> !(address instanceof Inet4Address);
        };
    }
}
