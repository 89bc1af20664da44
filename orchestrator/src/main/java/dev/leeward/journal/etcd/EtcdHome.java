package dev.leeward.journal.etcd;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.relocation.Custody;
import dev.leeward.relocation.JournalHome;
import dev.leeward.relocation.KeptChain;
import dev.leeward.relocation.RelocationException;
import io.etcd.jetcd.KeyValue;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** A journal on etcd, or the place for one. */
public final class EtcdHome implements JournalHome {
    /** What nodes see leading meanwhile. */
    static final String CUSTODIAN = "journal-move";

    /** Longer than a leader's: nobody waits for the end of a move that breaks off, and a slow etcd must not end one. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final int MOST_TRIES = 4;

    private final EtcdPlace place;
    private final Keys keys;

    /** At {@code place}. */
    public EtcdHome(EtcdPlace place) {
        this.place = place;
        this.keys = new Keys(place.prefix());
    }

    @Override
    public String name() {
        return place.endpoints().stream()
                .map(URI::getAuthority)
                .sorted()
                .collect(Collectors.joining(", ", "etcd at ", " below " + place.prefix()));
    }

    @Override
    public KeptChain look() throws RelocationException {
        return connected(connection -> EtcdKeptChain.ofOwn(connection, keys));
    }

    /** Who leads there now; empty when nobody does. Asks every member before it gives up, some seconds later. */
    public Optional<String> leader() throws RelocationException {
        return connected(connection -> {
            try (connection) {
                return leader(connection).map(key -> Keys.text(key).split(" ", 2)[0]);
            }
        });
    }

    @Override
    public Custody take() throws RelocationException {
        return connected(this::take);
    }

    private Custody take(EtcdConnection connection) throws EtcdFailure {
        var leader = leader(connection);
        if (leader.isPresent()) throw led(leader.get());
        var outcome = elect(new Election(connection, keys, CUSTODIAN, place.version(), LEASE));
        if (outcome.won().isPresent()) {
            return new EtcdCustody(
                    connection, keys, place.version(), outcome.won().get());
        }
        throw outcome.leader().map(this::led).orElseGet(() -> led("another node"));
    }

    /** A lease whose grant got no answer runs out by itself; a person waits for this, so it is tried more than once. */
    private static Election.Outcome elect(Election election) throws EtcdFailure {
        for (int tries = 1; ; tries++) {
            try {
                return election.run();
            } catch (EtcdFailure e) {
                if (e.certain() || tries == MOST_TRIES) throw e;
            }
        }
    }

    private Optional<KeyValue> leader(EtcdConnection connection) throws EtcdFailure {
        return EtcdChain.first(connection.askAgain(
                EtcdChain.READ_LIMIT, client -> client.getKVClient().get(keys.leader())));
    }

    private EtcdFailure led(KeyValue leader) {
        return led(Keys.text(leader).split(" ", 2)[0]);
    }

    private EtcdFailure led(String leader) {
        var sentence = leader.equals(CUSTODIAN)
                ? "etcd: the journal below %s is being moved, or was a moment ago: try again in a few seconds"
                        .formatted(place.prefix())
                : "etcd: %s leads on the journal below %s: stop all of its nodes first"
                        .formatted(leader, place.prefix());
        return new EtcdFailure(Problem.lasting(FaultCode.CONFLICT, sentence), true);
    }

    /** With a connection of its own, which is closed unless something comes of it. */
    private <T> T connected(Question<T> question) throws RelocationException {
        try {
            var connection = EtcdConnection.to(place);
            boolean used = false;
            try {
                T answer = question.ask(connection);
                used = true;
                return answer;
            } finally {
                if (!used) connection.close();
            }
        } catch (EtcdFailure e) {
            throw (RelocationException) new RelocationException(e.problem()).initCause(e);
        }
    }

    /** Something to ask etcd. */
    private interface Question<T> {
        T ask(EtcdConnection connection) throws EtcdFailure;
    }
}
