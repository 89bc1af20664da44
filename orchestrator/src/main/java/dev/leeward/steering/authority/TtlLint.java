package dev.leeward.steering.authority;

import dev.leeward.dns.Deadline;
import dev.leeward.dns.Exchange;
import dev.leeward.dns.Queries;
import dev.leeward.dns.Reply;
import dev.leeward.dns.TtlFacts;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Looks for times in a zone that make a failover slow, at the first of its servers that answers. Changes nothing. */
public final class TtlLint {
    private static final int FEWEST_SERVERS = 2;

    private final AuthoritySettings settings;

    /** Finds and asks the servers as {@link DelegationAuthority} does. */
    public TtlLint(AuthoritySettings settings) {
        this.settings = settings;
    }

    /**
     * What there is to say about a steered name.
     *
     * @param name absolute, without the trailing dot
     * @param wanted its everyday TTL as configured
     */
    public List<Finding> look(String name, Duration wanted, Duration limit) {
        Deadline deadline = Deadline.in(limit);
        Name asked = Queries.absolute(name);
        return switch (new Delegation(settings).of(asked, deadline)) {
            case Delegation.Servers.Unknown(var problem) -> List.of(unseen(problem));
            case Delegation.Servers.Known(var servers) -> look(asked, wanted, servers, deadline);
        };
    }

    private List<Finding> look(Name name, Duration wanted, List<AskedServer> servers, Deadline deadline) {
        var findings = new ArrayList<Finding>();
        if (servers.stream().map(AskedServer::name).distinct().count() < FEWEST_SERVERS) {
            findings.add(new Finding(
                    Finding.Severity.WARNING,
                    FaultCode.MISCONFIGURED,
                    "%s has a single name server, %s: when it is gone, nobody is steered"
                            .formatted(name.toString(true), servers.getFirst().name())));
        }
        for (AskedServer server : servers) {
            Optional<TtlFacts> facts = facts(server, name, deadline);
            if (facts.isPresent()) {
                findings.addAll(facts.get().judge(name.toString(true), wanted));
                return List.copyOf(findings);
            }
        }
        findings.add(unseen(Problem.passing(
                FaultCode.UNREACHABLE, "none of the %d name servers of %s answers".formatted(servers.size(), name))));
        return List.copyOf(findings);
    }

    private Optional<TtlFacts> facts(AskedServer server, Name name, Deadline deadline) {
        Optional<Message> soa = startOfAuthority(server, name, deadline);
        if (soa.isEmpty()) return Optional.empty();
        Optional<Duration> record = Optional.empty();
        for (int type : new int[] {Type.A, Type.AAAA}) {
            // An alias stands in the answer to any question.
            Optional<Duration> ttl = ask(server, name, type, deadline).flatMap(answer -> longestTtl(name, answer));
            if (ttl.isPresent() && (record.isEmpty() || ttl.get().compareTo(record.get()) > 0)) record = ttl;
        }
        Optional<Duration> delegation = TtlFacts.soaIn(soa.get())
                .map(Record::getName)
                .flatMap(zone -> ask(server, zone, Type.NS, deadline).flatMap(answer -> longestTtl(zone, answer)));
        return Optional.of(new TtlFacts(TtlFacts.negativeIn(soa.get()), record, delegation));
    }

    /**
     * Wherever a name is in its zone, the zone's SOA record is the answer or stands beside the empty answer; only an alias
     * hides it, so the names above are asked as well.
     */
    private Optional<Message> startOfAuthority(AskedServer server, Name name, Deadline deadline) {
        for (Name above = name; !above.equals(Name.root); above = new Name(above, 1)) {
            Optional<Message> answer = ask(server, above, Type.SOA, deadline)
                    .filter(message -> TtlFacts.soaIn(message).isPresent());
            if (answer.isPresent()) return answer;
        }
        return Optional.empty();
    }

    private Optional<Message> ask(AskedServer server, Name name, int type, Deadline deadline) {
        if (server.address() == null) return Optional.empty();
        Reply reply = Exchange.ask(
                server.address(), Queries.authoritative(name, type), deadline.butAtMost(settings.patience()));
        return reply instanceof Reply.Answered(var message)
                        && message.getHeader().getFlag(Flags.AA)
                ? Optional.of(message)
                : Optional.empty();
    }

    private static Optional<Duration> longestTtl(Name name, Message message) {
        return message.getSection(Section.ANSWER).stream()
                .filter(record -> record.getName().equals(name))
                .map(record -> Duration.ofSeconds(record.getTTL()))
                .max(Duration::compareTo);
    }

    private static Finding unseen(Problem problem) {
        return new Finding(Finding.Severity.WARNING, problem.code(), "cannot look at the TTLs: " + problem.sentence());
    }
}
