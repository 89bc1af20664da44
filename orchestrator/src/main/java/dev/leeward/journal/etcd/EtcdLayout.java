package dev.leeward.journal.etcd;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.relocation.Occupancy;
import io.etcd.jetcd.ByteSequence;
import java.time.Duration;
import java.util.Optional;

/**
 * What the layout key says: the number of the layout, or why nothing starts on what stands there. Every version refuses a
 * layout that it does not know, so a word in the number's place keeps all of them away.
 */
record EtcdLayout(String text) {
    /** A journal that nodes may write. */
    static final EtcdLayout IN_USE = new EtcdLayout("1");

    private static final String ARRIVING = "arriving ";
    private static final String MOVED = "moved ";
    private static final String BACKUP = "backup ";
    private static final Duration LIMIT = Duration.ofSeconds(1);

    static EtcdLayout arriving(String from) {
        return new EtcdLayout(ARRIVING + from);
    }

    static EtcdLayout moved(String to) {
        return new EtcdLayout(MOVED + to);
    }

    static EtcdLayout backup(String of) {
        return new EtcdLayout(BACKUP + of);
    }

    /** As it stands; empty where nothing does. */
    static EtcdLayout read(EtcdConnection connection, Keys keys) throws EtcdFailure {
        return new EtcdLayout(EtcdChain.first(connection.askAgain(
                        LIMIT, client -> client.getKVClient().get(keys.layout())))
                .map(Keys::text)
                .orElse(""));
    }

    ByteSequence written() {
        return Keys.bytes(text);
    }

    /** What stands there, whose chain goes to {@code last}; empty when only a newer version can tell. */
    Optional<Occupancy> occupancy(long last) {
        if (text.startsWith(ARRIVING)) return Optional.of(new Occupancy.Arriving(text.substring(ARRIVING.length())));
        if (text.startsWith(MOVED)) return Optional.of(new Occupancy.Moved(text.substring(MOVED.length())));
        if (text.startsWith(BACKUP)) return Optional.of(new Occupancy.Backup(text.substring(BACKUP.length())));
        if (!text.isEmpty() && !equals(IN_USE)) return Optional.empty();
        return Optional.of(last == 0 ? new Occupancy.Empty() : new Occupancy.InUse(last));
    }

    /** Why no node may start here. */
    Optional<Problem> problem(Keys keys) {
        var there = occupancy(0);
        if (there.isEmpty()) return Optional.of(newer());
        return switch (there.get()) {
            case Occupancy.Empty _, Occupancy.InUse _ -> Optional.empty();
            case Occupancy.Arriving a -> marked(keys, a, "finish it with the same `leeward journal move` or restore");
            case Occupancy.Moved m ->
                marked(
                        keys,
                        m,
                        "it goes on there; to bring it back, move it to a new place with `leeward journal move`");
            case Occupancy.Backup b ->
                marked(keys, b, "copy it to where it is to be used with `leeward journal restore`");
        };
    }

    Problem newer() {
        return Problem.lasting(
                FaultCode.MISCONFIGURED,
                "etcd: the journal has layout %s, this version knows %s: run a newer version"
                        .formatted(text, IN_USE.text()));
    }

    private static Optional<Problem> marked(Keys keys, Occupancy there, String advice) {
        return Optional.of(Problem.lasting(
                FaultCode.CONFLICT,
                "etcd: %s %s: no node starts on it; %s".formatted(keys.prefix(), there.sentence(), advice)));
    }
}
