package dev.leeward.journal.sqlite;

import dev.leeward.control.Company;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Snapshot;
import dev.leeward.leadership.Leadership;
import dev.leeward.leadership.Standing;
import dev.leeward.leadership.Term;
import dev.leeward.relocation.KeptChain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Leadership by the lock on a file: whoever opens the journal leads until it closes it, and nobody waits for that. */
public final class FileLeadership implements Leadership {
    private final JournalFile file;

    /** Over the journal at {@code file}. */
    public FileLeadership(JournalFile file) {
        this.file = file;
    }

    @Override
    public Candidacy campaign(Duration patience) {
        return switch (SqliteJournal.open(file)) {
            case SqliteOpening.Opened opened -> new Candidacy.Elected(new FileTerm(opened.journal()));
            case SqliteOpening.Refused refused -> new Candidacy.Refused(refused.problem());
        };
    }

    @Override
    public Standing standing() {
        return Standing.heard(Optional.of(file.node()), file.node() + " leads, alone");
    }

    /** Nothing: the file is read by the node that leads. */
    @Override
    public List<Entry> read(long sequence, int limit) {
        return List.of();
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return Optional.empty();
    }

    /** There is nobody to tell. */
    @Override
    public void announce(Supplier<Company.Peer> self) {
        // See above.
    }

    @Override
    public Company company() {
        return Company.ALONE;
    }

    @Override
    public Optional<KeptChain> kept() {
        return Optional.empty();
    }

    @Override
    public boolean mayReturn() {
        return false;
    }

    @Override
    public void close() {
        // The lock ends with the term.
    }

    private record FileTerm(Journal journal, CompletableFuture<String> closed) implements Term {
        FileTerm(Journal journal) {
            this(journal, new CompletableFuture<>());
        }

        @Override
        public Duration remaining() {
            return closed.isDone() ? Duration.ZERO : FOREVER;
        }

        @Override
        public CompletionStage<String> ended() {
            return closed.minimalCompletionStage();
        }

        @Override
        public void close() {
            if (closed.complete("the journal was closed")) journal.close();
        }
    }
}
