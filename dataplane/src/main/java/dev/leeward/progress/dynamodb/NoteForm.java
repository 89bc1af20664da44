package dev.leeward.progress.dynamodb;

import dev.leeward.item.Item;
import dev.leeward.item.Value;
import dev.leeward.lag.LinkProgress;
import dev.leeward.lag.ProgressNote;
import dev.leeward.lag.ShardProgress;
import dev.leeward.region.RegionName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a note is written down. Times are milliseconds since 1970, and a shard is a list that begins with how it stands. */
final class NoteForm {
    private static final String WRITTEN = "written";
    private static final String RATE = "writes-per-second";
    private static final String SHARDS = "shards";
    private static final String BEHIND = "behind";
    private static final String TIP = "tip";
    private static final String FINISHED = "finished";
    private static final String UNKNOWN = "unknown";

    private NoteForm() {}

    static Item item(ProgressNote note) {
        var rate = BigDecimal.valueOf(note.writesPerSecond()).setScale(3, RoundingMode.HALF_UP);
        return Item.of(Map.of(
                WRITTEN,
                Value.N.of(note.writtenAt().toEpochMilli()),
                RATE,
                new Value.N(rate),
                SHARDS,
                new Value.L(
                        note.progress().shards().stream().map(NoteForm::shard).toList())));
    }

    /** The note that {@code item} is, if it is one. */
    static Optional<ProgressNote> note(Item item, RegionName from, RegionName to, String table) {
        try {
            var shards = new ArrayList<ShardProgress>();
            for (Value each : list(item.attribute(SHARDS).orElse(new Value.Null()))) shards.add(shard(list(each)));
            Instant written = time(item.attribute(WRITTEN).orElse(new Value.Null()));
            double rate = number(item.attribute(RATE).orElse(new Value.Null())).doubleValue();
            return Optional.of(new ProgressNote(new LinkProgress(from, to, table, shards), written, rate));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Value shard(ShardProgress shard) {
        return switch (shard) {
            case ShardProgress.Behind(Instant at, long open) ->
                new Value.L(List.of(new Value.S(BEHIND), Value.N.of(at.toEpochMilli()), Value.N.of(open)));
            // Nobody writes this down; if somebody did, so much would be known.
            case ShardProgress.Estimated(Instant at, String _) -> shard(new ShardProgress.Behind(at, 0));
            case ShardProgress.AtTip(Instant began, Duration delay) ->
                new Value.L(List.of(new Value.S(TIP), Value.N.of(began.toEpochMilli()), Value.N.of(delay.toMillis())));
            case ShardProgress.Finished _ -> new Value.L(List.of(new Value.S(FINISHED)));
            case ShardProgress.Unknown(String reason) ->
                new Value.L(List.of(new Value.S(UNKNOWN), new Value.S(reason)));
        };
    }

    private static ShardProgress shard(List<Value> parts) {
        String how = parts.isEmpty() ? "" : text(parts.getFirst());
        return switch (how + parts.size()) {
            case BEHIND + 3 ->
                new ShardProgress.Behind(
                        time(parts.get(1)), number(parts.get(2)).longValueExact());
            case TIP + 3 -> {
                long delay = number(parts.get(2)).longValueExact();
                yield new ShardProgress.AtTip(time(parts.get(1)), Duration.ofMillis(delay));
            }
            case FINISHED + 1 -> new ShardProgress.Finished();
            case UNKNOWN + 2 -> new ShardProgress.Unknown(text(parts.get(1)));
            default -> throw new IllegalArgumentException("a shard in an unknown form");
        };
    }

    private static Instant time(Value value) {
        return Instant.ofEpochMilli(number(value).longValueExact());
    }

    private static BigDecimal number(Value value) {
        if (value instanceof Value.N(BigDecimal number)) return number;
        throw new IllegalArgumentException("no number");
    }

    private static String text(Value value) {
        if (value instanceof Value.S(String text)) return text;
        throw new IllegalArgumentException("no text");
    }

    private static List<Value> list(Value value) {
        if (value instanceof Value.L(List<Value> elements)) return elements;
        throw new IllegalArgumentException("no list");
    }
}
