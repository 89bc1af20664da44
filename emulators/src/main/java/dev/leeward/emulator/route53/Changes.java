package dev.leeward.emulator.route53;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The changes taken in so far, and whether every server has them yet. */
final class Changes {
    private static final int FIRST = 1_000;

    /** A change and how often it still says PENDING when asked. */
    private record Accepted(String comment, int pendingFor) {}

    private final Map<String, Accepted> all = new LinkedHashMap<>();
    private int pendingPolls;

    /** How often a change accepted from now on says PENDING before it says INSYNC. */
    synchronized void pendingPolls(int polls) {
        pendingPolls = polls;
    }

    synchronized String accept(String comment) {
        String id = "C" + (FIRST + all.size()) + "EMULATED";
        all.put(id, new Accepted(comment, pendingPolls));
        return id;
    }

    synchronized boolean isInSync(String id) {
        var change = all.get(id);
        return change != null && change.pendingFor() == 0;
    }

    /** The comment of a change, after counting that somebody asked for it. */
    synchronized Optional<String> poll(String id) {
        return Optional.ofNullable(all.computeIfPresent(
                        id, (any, change) -> new Accepted(change.comment(), Math.max(0, change.pendingFor() - 1))))
                .map(Accepted::comment);
    }

    synchronized boolean isEverythingInSync() {
        return all.values().stream().allMatch(change -> change.pendingFor() == 0);
    }

    /** Lets every server have every change now. */
    synchronized void settle() {
        all.replaceAll((id, change) -> new Accepted(change.comment(), 0));
    }
}
