package dev.leeward.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who shares a journal: the nodes, as each says of itself, and the members of what keeps it.
 *
 * @param shared whether several nodes can share it at all; one on a file of its own has no company
 * @param silence why nobody could be asked, if so
 */
public record Company(boolean shared, List<Peer> nodes, List<Member> members, Optional<String> silence) {
    /** One node on a file of its own. */
    public static final Company ALONE = new Company(false, List.of(), List.of(), Optional.empty());

    public Company {
        nodes = List.copyOf(nodes);
        members = List.copyOf(members);
    }

    /**
     * A node that gave a sign of life within the last seconds.
     *
     * @param format the newest format of journal lines that it understands
     * @param place what it fails together with, where that was configured
     * @param since when it began to lead, or to stand by
     */
    public record Peer(String name, String version, int format, Optional<String> place, boolean leads, Instant since) {}

    /**
     * A member of etcd.
     *
     * @param leads whether it leads etcd, which says nothing about nodes
     * @param lag how many changes it has not carried out that the others know of
     * @param bytes the size of its database
     * @param trouble why it does not count as healthy; empty when it does
     */
    public record Member(
            String name,
            String endpoint,
            String version,
            boolean leads,
            long index,
            long lag,
            long bytes,
            Optional<String> trouble) {}

    /** What is left to lose: each a sentence about redundancy that is gone. None for a node on a file of its own. */
    public List<String> worries() {
        if (!shared) return List.of();
        var worries = new ArrayList<String>();
        silence.ifPresent(worries::add);
        for (var member : members) {
            member.trouble().ifPresent(why -> worries.add("etcd's member " + member.name() + ": " + why));
        }
        if (silence.isEmpty()) nodeWorries(worries);
        return worries;
    }

    private void nodeWorries(List<String> worries) {
        if (members.size() < 3) {
            worries.add("etcd has " + members.size() + (members.size() == 1 ? " member" : " members")
                    + ": it stops when one is lost; three are needed");
        }
        if (nodes.size() < 2) {
            worries.add((nodes.isEmpty()
                            ? "no node runs"
                            : "only " + nodes.getFirst().name() + " runs") + ": when it fails, nobody leads");
        }
        int newest =
                nodes.stream().map(Peer::format).max(Comparator.naturalOrder()).orElse(0);
        var old = nodes.stream()
                .filter(node -> node.format() < newest)
                .map(node -> node.name() + " (" + node.version() + ")")
                .collect(Collectors.joining(", "));
        if (!old.isEmpty()) {
            worries.add("cannot lead on what newer nodes may write, since they know format " + newest
                    + " of the journal: " + old + "; upgrade them");
        }
    }
}
