package dev.leeward.journal.etcd;

import dev.leeward.leadership.Term;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The time in which this node's leader key stands, and the journal it may write meanwhile. */
record EtcdTerm(HeldLead lead, EtcdJournal journal) implements Term {
    @Override
    public Duration remaining() {
        return lead.remaining();
    }

    @Override
    public CompletionStage<String> ended() {
        return lead.ended();
    }

    @Override
    public void close() {
        lead.close();
    }
}
