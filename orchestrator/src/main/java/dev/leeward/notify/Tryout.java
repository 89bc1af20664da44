package dev.leeward.notify;

import dev.leeward.config.Audience.Severity;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.notify.Channel.Delivered;
import dev.leeward.notify.Notice.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Tries channels, once each: the begin of a matter that is a test, and its end. Nothing of it is journaled. */
public final class Tryout {
    private static final int HASH = 6;

    private Tryout() {}

    /**
     * What came of one channel.
     *
     * @param end empty where the begin did not get through: it would tell of nothing
     */
    public record Tried(String channel, Attempt begin, Optional<Attempt> end) {
        /** Whether both got through. */
        public boolean isFine() {
            return begin.problem().isEmpty()
                    && end.filter(attempt -> attempt.problem().isEmpty()).isPresent();
        }
    }

    /** What came of one notice, and how long it took. */
    public record Attempt(Optional<Problem> problem, Duration took) {}

    /** Tries all of {@code channels} at the same time; what came of them, in their order. */
    public static List<Tried> of(List<Channel> channels, Severity severity, Instant now) {
        var tasks = new ArrayList<FutureTask<Tried>>();
        for (var channel : channels) {
            var task = new FutureTask<>(() -> tried(channel, severity, now));
            Thread.ofVirtual().name("test-" + channel.name()).start(task);
            tasks.add(task);
        }
        return tasks.stream().map(Tryout::result).toList();
    }

    private static Tried result(FutureTask<Tried> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while channels were tried", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a channel met a bug", e.getCause());
        }
    }

    private static Tried tried(Channel channel, Severity severity, Instant now) {
        var begin = notice(channel, severity, now, Optional.empty());
        var first = attempt(channel, begin);
        Optional<Attempt> second = first.problem().isPresent()
                ? Optional.empty()
                : Optional.of(attempt(channel, notice(channel, Severity.INFO, now, Optional.of(begin.id()))));
        return new Tried(channel.name(), first, second);
    }

    private static Attempt attempt(Channel channel, Notice notice) {
        long before = System.nanoTime();
        var delivered = delivered(channel, notice);
        var took = Duration.ofNanos(System.nanoTime() - before);
        return switch (delivered) {
            case Delivered.Done _ -> new Attempt(Optional.empty(), took);
            case Delivered.Failed(Problem problem) -> new Attempt(Optional.of(problem), took);
        };
    }

    private static Delivered delivered(Channel channel, Notice notice) {
        try {
            return channel.deliver(notice, channel.timeout());
        } catch (RuntimeException bug) {
            // The others are to be tried all the same.
            return new Delivered.Failed(Problem.lasting(FaultCode.INTERNAL, "the channel met a bug: " + bug));
        }
    }

    private static Notice notice(Channel channel, Severity severity, Instant now, Optional<String> ends) {
        // Each test is a matter of its own, so that nobody takes it for a repeat of the last one.
        var matter = Texts.hash(channel.name() + " " + now, HASH);
        var id = "0-" + Texts.hash(matter + ends, HASH);
        var sentence = ends.isPresent()
                ? "This was a test of Leeward's notices through %s; nothing has happened.".formatted(channel.name())
                : "This is a test of Leeward's notices through %s; nothing has happened.".formatted(channel.name());
        return new Notice(
                0, id, now, Kind.TEST, severity, Optional.empty(), "test/" + matter, ends.isPresent(), ends, sentence);
    }
}
