package dev.leeward.notify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is told that a channel is in trouble: the log, and the others that are for something so urgent, whichever services they
 * are for. Where that is nobody, all the others are: somebody has to hear of it. Thread-safe.
 */
final class Reports {
    private final List<Subscription> channels;
    private final Map<String, Set<String>> told = new HashMap<>();

    Reports(List<Subscription> channels) {
        this.channels = List.copyOf(channels);
    }

    /** The channels that get {@code report} about {@code channel}. */
    synchronized Set<String> audience(String channel, Notice report) {
        if (report.ends()) {
            var before = told.remove(channel);
            return before == null ? others(channel) : before;
        }
        var listening = channels.stream()
                .filter(one -> one.audience().listensFor(report.severity()))
                .map(one -> one.channel().name())
                .filter(others(channel)::contains)
                .collect(Collectors.toSet());
        var heard = listening.stream().anyMatch(name -> !name.equals(LogChannel.NAME)) ? listening : others(channel);
        told.computeIfAbsent(channel, _ -> new HashSet<>()).addAll(heard);
        return heard;
    }

    private Set<String> others(String channel) {
        return channels.stream()
                .map(one -> one.channel().name())
                .filter(name -> !name.equals(channel))
                .collect(Collectors.toSet());
    }
}
