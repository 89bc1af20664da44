package dev.leeward.journal.etcd;

import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try to create the leader key, which whoever creates it holds as long as its lease. */
final class Election {
    private static final Logger LOG = LoggerFactory.getLogger(Election.class);
    static final Duration LIMIT = Duration.ofSeconds(1);

    private final EtcdConnection connection;
    private final Keys keys;
    private final String candidate;
    private final Duration length;

    /** For {@code candidate}, whose name has no space, with a lease of {@code length}. */
    Election(EtcdConnection connection, Keys keys, String candidate, String version, Duration length) {
        this.connection = connection;
        this.keys = keys;
        this.candidate = candidate + " " + version;
        this.length = length;
    }

    /**
     * What it came to.
     *
     * @param leader the key as it stands
     * @param won the lead, if the candidate has it; its lease is kept alive from now on
     */
    record Outcome(Optional<KeyValue> leader, Optional<HeldLead> won) {}

    /** Who leads now; empty when nobody does. */
    Optional<KeyValue> leader() throws EtcdFailure {
        return EtcdChain.first(
                connection.ask(LIMIT, client -> client.getKVClient().get(keys.leader())));
    }

    /** Tries once. A lease that no lead comes of is given back. */
    Outcome run() throws EtcdFailure {
        long askedAt = System.nanoTime();
        var granted = connection.ask(LIMIT, client -> client.getLeaseClient().grant(length.toSeconds()));
        var lease = new EtcdLease(granted, askedAt);
        var leader = Optional.<KeyValue>empty();
        boolean won = false;
        try {
            leader = elect(lease);
            won = leader.filter(key -> key.getLease() == lease.id()).isPresent();
        } finally {
            if (!won) revoke(lease);
        }
        if (!won) return new Outcome(leader, Optional.empty());
        var lead = new HeldLead(
                connection, lease, leader.map(KeyValue::getCreateRevision).orElseThrow());
        lead.start();
        return new Outcome(leader, Optional.of(lead));
    }

    /** The leader key after it. An election whose answer is lost is asked about again. */
    private Optional<KeyValue> elect(EtcdLease lease) throws EtcdFailure {
        var name = Keys.bytes(candidate);
        var put = PutOption.builder().withLeaseId(lease.id()).build();
        var answer = connection.askAgain(
                LIMIT,
                client -> client.getKVClient()
                        .txn()
                        .If(new Cmp(keys.leader(), Cmp.Op.EQUAL, CmpTarget.version(0)))
                        .Then(Op.put(keys.leader(), name, put), Op.get(keys.leader(), GetOption.DEFAULT))
                        .Else(Op.get(keys.leader(), GetOption.DEFAULT))
                        .commit());
        return EtcdChain.first(answer.getGetResponses().getFirst());
    }

    private void revoke(EtcdLease lease) {
        try {
            connection.ask(LIMIT, client -> client.getLeaseClient().revoke(lease.id()));
        } catch (EtcdFailure e) {
            LOG.debug("the lease was not given back and runs out by itself: {}", e.problem());
        }
    }
}
