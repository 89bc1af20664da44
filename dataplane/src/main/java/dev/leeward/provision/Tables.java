package dev.leeward.provision;

import dev.leeward.fault.Problem;
import dev.leeward.table.Looked;
import java.util.List;
import java.util.Optional;

/** The tables of one store. Every call blocks, has a deadline, and answers with a value. */
public interface Tables {
    /** The names of all tables. */
    Looked<List<String>> names();

    /** What stands there under this name. */
    Looked<Optional<ObservedTable>> look(String table);

    /** Asks for a change. That it is taken says nothing of whether it happens: that is read back. */
    Ordered order(String table, Change change);

    /** What a store said to an order. */
    sealed interface Ordered {
        /** It said yes. */
        record Taken() implements Ordered {}

        /** It said no, or could not be asked; nothing was changed. */
        record Refused(Problem problem) implements Ordered {}

        /** Nobody knows whether it took it. */
        record Unclear(Problem problem) implements Ordered {}
    }
}
