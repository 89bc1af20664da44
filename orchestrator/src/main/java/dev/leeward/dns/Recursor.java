package dev.leeward.dns;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Asks recursive resolvers, one after the other, and remembers nothing.
 *
 * @param resolvers whom to ask; empty means those of this machine ({@code /etc/resolv.conf}), looked up each time
 * @param patience how long to wait for one of them before the next is asked
 */
public record Recursor(List<InetSocketAddress> resolvers, Duration patience) {
    /** Each resolver is asked this often. */
    private static final int TURNS = 2;

    public Recursor {
        resolvers = List.copyOf(resolvers);
    }

    /** What a resolver said about a name. */
    public sealed interface Found {
        /** The records of that type at that very name; empty when there is none. */
        record Records(List<Record> records) implements Found {
            public Records {
                records = List.copyOf(records);
            }
        }

        /** No resolver could tell. */
        record Unknown(Problem problem) implements Found {}
    }

    /** The addresses of a host. */
    public sealed interface Addresses {
        /** All of them, IPv4 first; empty when the name has none. */
        record Known(List<InetAddress> addresses) implements Addresses {
            public Known {
                addresses = List.copyOf(addresses);
            }
        }

        /** No resolver could tell. */
        record Unknown(Problem problem) implements Addresses {}
    }

    /** The records of {@code type} at {@code name}, aliases not followed. */
    public Found ask(Name name, int type, Deadline deadline) {
        return answers(name, type, deadline, name::equals);
    }

    /** Every address of {@code host}; a host that spells an address out is not asked for. */
    public Addresses addresses(String host, Deadline deadline) {
        Optional<InetAddress> literal = literal(host);
        if (literal.isPresent()) return new Addresses.Known(List.of(literal.get()));
        // RFC 6761, section 6.3: never asked of a name server.
        if (host.equals("localhost")) return new Addresses.Known(List.of(InetAddress.ofLiteral("127.0.0.1")));
        Name name = Queries.absolute(host);
        var addresses = new ArrayList<InetAddress>();
        Problem silent = null;
        for (int type : new int[] {Type.A, Type.AAAA}) {
            // Behind an alias the addresses stand at another name; the resolver has followed it.
            switch (answers(name, type, deadline, anyOwner -> true)) {
                case Found.Unknown(var problem) -> silent = problem;
                case Found.Records(var records) -> records.forEach(record -> add(record, addresses));
            }
        }
        return addresses.isEmpty() && silent != null ? new Addresses.Unknown(silent) : new Addresses.Known(addresses);
    }

    private Found answers(Name name, int type, Deadline deadline, Predicate<Name> owner) {
        List<InetSocketAddress> asked = resolvers.isEmpty() ? ofThisMachine() : resolvers;
        String last = "no resolver is configured";
        for (int turn = 0; turn < asked.size() * TURNS && !deadline.passed(); turn++) {
            InetSocketAddress resolver = asked.get(turn % asked.size());
            Reply reply = Exchange.ask(resolver, Queries.recursive(name, type), deadline.butAtMost(patience));
            if (reply instanceof Reply.Answered(var message) && isDefinite(message)) {
                return new Found.Records(message.getSection(Section.ANSWER).stream()
                        .filter(record -> record.getType() == type && owner.test(record.getName()))
                        .toList());
            }
            last = resolver + ": " + describe(reply);
        }
        return new Found.Unknown(Problem.passing(
                FaultCode.UNREACHABLE, "no resolver could say %s of %s (%s)".formatted(Type.string(type), name, last)));
    }

    private static void add(Record record, List<InetAddress> addresses) {
        if (record instanceof ARecord a) addresses.add(a.getAddress());
        if (record instanceof AAAARecord aaaa) addresses.add(aaaa.getAddress());
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }

    private static boolean isDefinite(Message message) {
        return message.getRcode() == Rcode.NOERROR || message.getRcode() == Rcode.NXDOMAIN;
    }

    private static String describe(Reply reply) {
        return switch (reply) {
            case Reply.Answered(var message) -> Rcode.string(message.getRcode());
            case Reply.Silent() -> "silent";
            case Reply.Unreachable(var why) -> why;
            case Reply.NoRoute(var why) -> why;
            case Reply.Garbled(var why) -> why;
        };
    }

    private static List<InetSocketAddress> ofThisMachine() {
        ResolverConfig.refresh();
        return ResolverConfig.getCurrentConfig().servers();
    }
}
