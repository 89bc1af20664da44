package dev.leeward.journal.etcd;

import dev.leeward.format.ChainEnds;
import dev.leeward.format.Lines;
import dev.leeward.journal.UnreadableJournalException;
import dev.leeward.relocation.KeptChain;
import dev.leeward.relocation.Occupancy;
import java.util.List;

/** The journal as it stood at one revision of etcd, for those who do not lead. */
final class EtcdKeptChain implements KeptChain {
    private final EtcdConnection connection;
    private final EtcdChain chain;
    private final EtcdLayout layout;
    private final boolean own;

    private EtcdKeptChain(EtcdConnection connection, Keys keys, boolean own) throws EtcdFailure {
        this.connection = connection;
        this.chain = EtcdChain.now(connection, keys);
        this.layout = EtcdLayout.read(connection, keys);
        this.own = own;
    }

    /** As it stands now; closing it closes the connection. */
    static EtcdKeptChain ofOwn(EtcdConnection connection, Keys keys) throws EtcdFailure {
        return new EtcdKeptChain(connection, keys, true);
    }

    /** As it stands now; closing it closes nothing. */
    static EtcdKeptChain of(EtcdConnection connection, Keys keys) throws EtcdFailure {
        return new EtcdKeptChain(connection, keys, false);
    }

    @Override
    public ChainEnds ends() {
        return chain.ends();
    }

    @Override
    public List<Lines.Line> lines(long sequence, int limit) {
        return ask(() -> chain.lines(sequence, limit));
    }

    @Override
    public String snapshot() {
        return ask(chain::snapshot);
    }

    @Override
    public String hashOf(long sequence) {
        return ask(() -> chain.hashOf(sequence));
    }

    @Override
    public Occupancy occupancy() {
        return layout.occupancy(chain.ends().head().sequence())
                .orElseThrow(() -> new UnreadableJournalException(layout.newer()));
    }

    @Override
    public String writtenBy() {
        return ask(chain::writtenBy);
    }

    private static <T> T ask(Question<T> question) {
        try {
            return question.answer();
        } catch (EtcdFailure e) {
            var unreadable = new UnreadableJournalException(e.problem());
            unreadable.initCause(e);
            throw unreadable;
        }
    }

    @Override
    public void close() {
        if (own) connection.close();
    }

    /** Something to ask etcd. */
    private interface Question<T> {
        T answer() throws EtcdFailure;
    }
}
