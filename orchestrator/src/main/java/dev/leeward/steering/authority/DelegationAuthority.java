package dev.leeward.steering.authority;

import dev.leeward.dns.Deadline;
import dev.leeward.dns.Exchange;
import dev.leeward.dns.Queries;
import dev.leeward.dns.Reply;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Authority;
import dev.leeward.steering.Verification;
import dev.leeward.steering.Verification.State;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Asks every server of a name's delegation at every address, each on its own, until enough of them answered as expected
 * several times in a row. Servers that do not are asked again until the limit and named with what they do instead. Nothing
 * is cached: the delegation is looked up anew each time.
 */
public final class DelegationAuthority implements Authority {
    private static final Duration SLOWEST = Duration.ofSeconds(1);
    private static final Duration BETWEEN_FIRST_TRIES = Duration.ofMillis(10);

    private final AuthoritySettings settings;
    private final Delegation delegation;
    private final Semaphore places;

    /** Asks as {@code settings} say. */
    public DelegationAuthority(AuthoritySettings settings) {
        this.settings = settings;
        this.delegation = new Delegation(settings);
        this.places = new Semaphore(settings.parallelism());
    }

    @Override
    public Verification ask(String name, Endpoints expected, Duration atMost, Duration limit) {
        Deadline deadline = Deadline.in(limit);
        var expectation = new Expectation(Queries.absolute(name), expected, atMost);
        return switch (delegation.of(expectation.name(), deadline)) {
            case Delegation.Servers.Unknown(var problem) -> new Verification.Unseen(problem);
            case Delegation.Servers.Known(var servers) -> askAll(servers, expectation, deadline);
        };
    }

    private Verification askAll(List<AskedServer> servers, Expectation expectation, Deadline deadline) {
        var tally = new Tally(servers, settings.quorum(), settings.rounds());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            servers.forEach(server -> threads.execute(() -> watch(server, expectation, tally, deadline)));
            try {
                tally.awaitSettled(deadline);
                // Before the threads are stopped: what a stopped one sees last is no evidence.
                return tally.result();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Verification.Unseen(
                        Problem.passing(FaultCode.TIMED_OUT, "interrupted while asking the name servers"));
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** Asks one server until it has given its good answers, or the limit has passed, or nobody waits any more. */
    private void watch(AskedServer server, Expectation expectation, Tally tally, Deadline deadline) {
        InetSocketAddress address = server.address();
        if (address == null) {
            tally.note(server, new Expectation.Judgement(State.UNREACHABLE, "its name has no address"));
            return;
        }
        Duration pause = settings.spacing();
        try {
            while (!deadline.passed()) {
                boolean hurried = deadline.left().compareTo(settings.patience()) < 0;
                Round round = askOnce(address, expectation, deadline);
                // Silence for less than the usual time says less than what the server said before.
                if (hurried && round.judgement().state() == State.TIMED_OUT && tally.heard(server)) return;
                if (round.noRoute()) {
                    tally.noteNoRoute(server, round.judgement());
                    return;
                }
                int good = tally.note(server, round.judgement());
                if (good >= settings.rounds()) return;
                pause = good > 0 ? settings.spacing() : longer(pause);
                Thread.sleep(pause);
            }
        } catch (InterruptedException nobodyWaitsAnyMore) {
            Thread.currentThread().interrupt();
        }
    }

    private record Round(Expectation.Judgement judgement, boolean noRoute) {}

    /** All questions of one round; the first bad answer decides. */
    private Round askOnce(InetSocketAddress address, Expectation expectation, Deadline deadline)
            throws InterruptedException {
        Expectation.Judgement judgement = new Expectation.Judgement(State.TIMED_OUT, "no answer within the limit");
        for (RecordType type : expectation.questions()) {
            Reply reply = ask(address, expectation.name(), Type.value(type.name()), deadline);
            judgement = expectation.judge(type, reply);
            if (judgement.state() != State.CURRENT) return new Round(judgement, reply instanceof Reply.NoRoute);
        }
        return new Round(judgement, false);
    }

    private Reply ask(InetSocketAddress address, Name name, int type, Deadline deadline) throws InterruptedException {
        places.acquire();
        try {
            Deadline patience = deadline.butAtMost(settings.patience());
            Reply reply = Exchange.ask(address, Queries.authoritative(name, type), patience);
            // An old server may not know EDNS (RFC 6891, section 7).
            boolean again = reply instanceof Reply.Answered(Message message) && message.getRcode() == Rcode.FORMERR;
            return again ? Exchange.ask(address, Queries.plain(name, type), patience) : reply;
        } finally {
            places.release();
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.isZero() ? BETWEEN_FIRST_TRIES : pause.multipliedBy(2);
        return doubled.compareTo(SLOWEST) > 0 ? SLOWEST : doubled;
    }
}
