package dev.leeward.journal.etcd;

import dev.leeward.control.Company;
import dev.leeward.fault.Problem;
import dev.leeward.format.ChainCheck;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Snapshot;
import dev.leeward.leadership.Leadership;
import dev.leeward.leadership.Standing;
import dev.leeward.relocation.KeptChain;
import dev.leeward.relocation.RelocationException;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.PutOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leadership by a key in etcd that lives as long as its lease: who creates it leads. A candidate looks a few times a second
 * whether there is one; looking writes nothing, and holds no lease.
 */
public final class EtcdLeadership implements Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(EtcdLeadership.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(1);

    private final EtcdConnection connection;
    private final EtcdPlace place;
    private final Keys keys;
    private volatile Optional<EtcdTerm> current = Optional.empty();
    private final Instant begun = Clock.systemUTC().instant();
    private volatile Standing standing =
            new Standing(Optional.empty(), false, "etcd was not asked yet", Optional.of(begun));
    private Optional<Presence> presence = Optional.empty();

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
                silent(e.problem());
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
                        Optional.empty(),
                        last.heard(),
                        "the term of this node is over; who leads now is not known yet",
                        last.silentSince())
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
    public Optional<KeptChain> kept() throws RelocationException {
        try {
            return Optional.of(EtcdKeptChain.of(connection, keys));
        } catch (EtcdFailure e) {
            throw (RelocationException) new RelocationException(e.problem()).initCause(e);
        }
    }

    @Override
    public boolean mayReturn() {
        return true;
    }

    @Override
    public void announce(Supplier<Company.Peer> self) {
        var here = new Presence(connection, keys, self);
        here.start();
        presence = Optional.of(here);
    }

    @Override
    public Company company() {
        return Muster.of(connection, place, keys);
    }

    @Override
    public void close() {
        presence.ifPresent(Presence::close);
        connection.close();
    }

    private Optional<EtcdTerm> tryOnce() throws EtcdFailure {
        var election = new Election(connection, keys, place.node(), place.version(), place.lease());
        var found = election.leader();
        if (found.isPresent()) {
            led(found.get());
            return Optional.empty();
        }
        standing = Standing.heard(Optional.empty(), "no node leads");
        var outcome = election.run();
        outcome.leader().ifPresent(this::led);
        return outcome.won().isPresent() ? Optional.of(take(outcome.won().get())) : Optional.empty();
    }

    /** Begins a term, or gives the lead back. */
    private EtcdTerm take(HeldLead lead) throws EtcdFailure {
        boolean begun = false;
        try {
            var term = begin(lead);
            current = Optional.of(term);
            begun = true;
            return term;
        } finally {
            if (!begun) lead.close();
        }
    }

    /** Looks at what will be replayed before anything is built on it; the whole chain is looked at by {@code verify}. */
    private EtcdTerm begin(HeldLead lead) throws EtcdFailure {
        var problem = EtcdLayout.read(connection, keys).problem(keys);
        if (problem.isPresent()) throw new EtcdFailure(problem.get(), true);
        var chain = EtcdChain.now(connection, keys);
        var flaw = new ChainCheck<>(chain, true).tailFlaw();
        if (flaw.isPresent()) throw new EtcdFailure(EtcdJournal.problem(flaw.get(), chain.writtenBy()), true);
        sign(lead.number());
        var head = chain.ends().head();
        LOG.info("{} leads, term {}, from line {}", place.node(), lead.number(), head.sequence());
        return new EtcdTerm(lead, new EtcdJournal(connection, keys, lead, head));
    }

    /** Leaves this version's name for those who do not understand what it writes. */
    private void sign(long number) throws EtcdFailure {
        var _ = connection.askAgain(
                LOOK_LIMIT,
                client -> client.getKVClient()
                        .txn()
                        .If(Appending.stillLeads(keys, number))
                        .Then(
                                Op.put(keys.layout(), EtcdLayout.IN_USE.written(), PutOption.DEFAULT),
                                Op.put(keys.writtenBy(), Keys.bytes(place.version()), PutOption.DEFAULT))
                        .commit());
    }

    private void silent(Problem why) {
        var since = standing.silentSince().orElseGet(() -> Clock.systemUTC().instant());
        standing = new Standing(Optional.empty(), false, "nobody can tell who leads: " + why, Optional.of(since));
    }

    private void led(KeyValue leader) {
        var name = Keys.text(leader).split(" ", 2)[0];
        standing = Standing.heard(Optional.of(name), name + " leads, term " + leader.getCreateRevision());
    }
}
