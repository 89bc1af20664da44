package dev.leeward.journal.etcd;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.format.ChainCheck;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Snapshot;
import dev.leeward.leadership.Leadership;
import dev.leeward.leadership.Standing;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leadership by a key in etcd that lives as long as its lease: who creates it leads. A candidate looks a few times a second
 * whether there is one; looking writes nothing, and holds no lease.
 */
public final class EtcdLeadership implements Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(EtcdLeadership.class);
    private static final int LAYOUT = 1;
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(1);

    private final EtcdConnection connection;
    private final EtcdPlace place;
    private final Keys keys;
    private volatile Optional<EtcdTerm> current = Optional.empty();
    private volatile Standing standing = new Standing(Optional.empty(), false, "etcd was not asked yet");

    private EtcdLeadership(EtcdConnection connection, EtcdPlace place) {
        this.connection = connection;
        this.place = place;
        this.keys = new Keys(place.prefix());
    }

    /** What preparing came to. */
    public sealed interface Opening {
        /** It can be campaigned for; etcd was not asked yet. */
        record Opened(EtcdLeadership leadership) implements Opening {}

        /** The settings cannot be used. */
        record Refused(Problem problem) implements Opening {}
    }

    /** Prepares to campaign for the journal at {@code place}. */
    public static Opening open(EtcdPlace place) {
        try {
            return new Opening.Opened(new EtcdLeadership(EtcdConnection.to(place), place));
        } catch (EtcdFailure e) {
            return new Opening.Refused(e.problem());
        }
    }

    @Override
    public Candidacy campaign(Duration patience) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try {
                var term = tryOnce();
                if (term.isPresent()) return new Candidacy.Elected(term.get());
            } catch (EtcdFailure e) {
                standing = new Standing(Optional.empty(), false, "nobody can tell who leads: " + e.problem());
                if (!e.problem().retryable()) return new Candidacy.Refused(e.problem());
            }
            if (System.nanoTime() - start > patience.toNanos()) return new Candidacy.Waiting(standing);
            Thread.sleep(LOOK_EVERY);
        }
    }

    @Override
    public Standing standing() {
        var last = standing;
        boolean over = current.filter(term -> !term.remaining().isPositive()).isPresent();
        return over && last.leader().equals(Optional.of(place.node()))
                ? new Standing(
                        Optional.empty(), last.heard(), "the term of this node is over; who leads now is not known yet")
                : last;
    }

    @Override
    public List<Entry> read(long sequence, int limit) {
        return EtcdJournal.read(connection, keys, sequence, limit);
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return EtcdJournal.snapshot(connection, keys);
    }

    @Override
    public boolean mayReturn() {
        return true;
    }

    @Override
    public void close() {
        connection.close();
    }

    private Optional<EtcdTerm> tryOnce() throws EtcdFailure {
        var found = EtcdChain.first(
                connection.ask(LOOK_LIMIT, client -> client.getKVClient().get(keys.leader())));
        if (found.isPresent()) {
            led(found.get());
            return Optional.empty();
        }
        standing = new Standing(Optional.empty(), true, "no node leads");
        long askedAt = System.nanoTime();
        var granted = connection.ask(
                LOOK_LIMIT,
                client -> client.getLeaseClient().grant(place.lease().toSeconds()));
        return take(new EtcdLease(granted, askedAt));
    }

    /** Takes the lead with {@code lease}, which is given back unless a term comes of it. */
    private Optional<EtcdTerm> take(EtcdLease lease) throws EtcdFailure {
        Optional<EtcdTerm> term = Optional.empty();
        var number = Optional.<Long>empty();
        try {
            number = elect(lease);
        } finally {
            if (number.isEmpty()) revoke(lease);
        }
        if (number.isEmpty()) return term;
        var lead = new HeldLead(connection, lease, number.get());
        lead.start();
        try {
            term = Optional.of(begin(lead));
            current = term;
        } finally {
            if (term.isEmpty()) lead.close();
        }
        return term;
    }

    /** The number of the term, if this node leads now. An election whose answer is lost is asked about again. */
    private Optional<Long> elect(EtcdLease lease) throws EtcdFailure {
        var name = Keys.bytes(place.node() + " " + place.version());
        var put = PutOption.builder().withLeaseId(lease.id()).build();
        var answer = connection.askAgain(
                LOOK_LIMIT,
                client -> client.getKVClient()
                        .txn()
                        .If(new Cmp(keys.leader(), Cmp.Op.EQUAL, CmpTarget.version(0)))
                        .Then(Op.put(keys.leader(), name, put), Op.get(keys.leader(), GetOption.DEFAULT))
                        .Else(Op.get(keys.leader(), GetOption.DEFAULT))
                        .commit());
        var leader = EtcdChain.first(answer.getGetResponses().getFirst());
        leader.ifPresent(this::led);
        return leader.filter(key -> key.getLease() == lease.id()).map(KeyValue::getCreateRevision);
    }

    /** Looks at what will be replayed before anything is built on it; the whole chain is looked at by {@code verify}. */
    private EtcdTerm begin(HeldLead lead) throws EtcdFailure {
        sign(lead.number());
        var chain = EtcdChain.now(connection, keys);
        var flaw = new ChainCheck<>(chain, true).tailFlaw();
        if (flaw.isPresent()) throw new EtcdFailure(EtcdJournal.problem(flaw.get()), true);
        var head = chain.ends().head();
        LOG.info("{} leads, term {}, from line {}", place.node(), lead.number(), head.sequence());
        return new EtcdTerm(lead, new EtcdJournal(connection, keys, lead, head));
    }

    /** Leaves this version's name, unless a newer layout stands there. */
    private void sign(long number) throws EtcdFailure {
        var layout = EtcdChain.first(
                connection.askAgain(LOOK_LIMIT, client -> client.getKVClient().get(keys.layout())));
        if (layout.isPresent() && !Keys.text(layout.get()).equals(Integer.toString(LAYOUT))) {
            throw new EtcdFailure(
                    Problem.lasting(
                            FaultCode.MISCONFIGURED,
                            "etcd: the journal has layout %s, this version knows %d: run a newer version"
                                    .formatted(Keys.text(layout.get()), LAYOUT)),
                    true);
        }
        var _ = connection.askAgain(
                LOOK_LIMIT,
                client -> client.getKVClient()
                        .txn()
                        .If(Appending.stillLeads(keys, number))
                        .Then(
                                Op.put(keys.layout(), Keys.bytes(Integer.toString(LAYOUT)), PutOption.DEFAULT),
                                Op.put(keys.writtenBy(), Keys.bytes(place.version()), PutOption.DEFAULT))
                        .commit());
    }

    private void led(KeyValue leader) {
        var name = Keys.text(leader).split(" ", 2)[0];
        standing = new Standing(Optional.of(name), true, name + " leads, term " + leader.getCreateRevision());
    }

    private void revoke(EtcdLease lease) {
        try {
            connection.ask(LOOK_LIMIT, client -> client.getLeaseClient().revoke(lease.id()));
        } catch (EtcdFailure e) {
            LOG.debug("the lease was not given back and runs out by itself: {}", e.problem());
        }
    }
}
