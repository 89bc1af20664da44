package dev.leeward.table.dynamodb;

import dev.leeward.item.Bytes;
import dev.leeward.item.Digest;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.table.Entry;
import dev.leeward.table.Entry.Passed;
import dev.leeward.table.Sequence;
import dev.leeward.version.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An entry as a value, one form for each entry, and back. */
final class EntryForm {
    private static final String VERSION = "version";
    private static final String CONTENT = "content";
    private static final String OVERWROTE = "overwrote";
    private static final String EXPIRES = "expires";
    private static final String PASSED = "passed";
    private static final String STREAM = "stream";
    private static final String NUMBER = "number";
    private static final String LOCAL = "local";
    private static final String LANDED = "landed";
    private static final String DISCLAIMED = "disclaimed";
    private static final String MILLIS = "millis";
    private static final String COUNTER = "counter";
    private static final String REGION = "region";
    private static final String EXPIRED = "expired";

    private EntryForm() {}

    static Value of(Entry entry) {
        var form = new HashMap<String, Value>();
        form.put(VERSION, of(entry.version()));
        entry.content().ifPresent(digest -> form.put(CONTENT, new Value.B(digest.bits())));
        entry.overwrote().ifPresent(version -> form.put(OVERWROTE, of(version)));
        entry.passed().ifPresent(passed -> form.put(PASSED, of(passed)));
        entry.expires().ifPresent(at -> form.put(EXPIRES, Value.N.of(at.toEpochMilli())));
        return Value.M.of(form);
    }

    /** Nothing if it was not written by us. */
    static Optional<Entry> parse(Value form) {
        try {
            return Optional.of(entry(fields(form)));
        } catch (IllegalArgumentException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    static Optional<Version> parseVersion(Value form) {
        try {
            return Optional.of(version(form));
        } catch (IllegalArgumentException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    static Value of(Version version) {
        var form = new HashMap<String, Value>();
        form.put(MILLIS, Value.N.of(version.millis()));
        form.put(COUNTER, Value.N.of(version.counter()));
        form.put(REGION, new Value.S(version.region().value()));
        if (version.isExpired()) form.put(EXPIRED, new Value.Bool(true));
        return Value.M.of(form);
    }

    /** The sequence number is text: a number of the store has 38 digits, and this one may have 40. */
    private static Value of(Passed passed) {
        var form = new HashMap<String, Value>();
        form.put(STREAM, new Value.S(passed.sequence().stream()));
        form.put(NUMBER, new Value.S(passed.sequence().number().toString()));
        form.put(VERSION, of(passed.version()));
        form.put(LOCAL, new Value.Bool(passed.isLocal()));
        passed.landed().ifPresent(version -> form.put(LANDED, of(version)));
        passed.disclaimed().ifPresent(version -> form.put(DISCLAIMED, of(version)));
        return Value.M.of(form);
    }

    private static Entry entry(Map<String, Value> form) {
        return new Entry(
                version(require(form, VERSION)),
                optional(form, CONTENT, EntryForm::digest),
                optional(form, OVERWROTE, EntryForm::version),
                optional(form, PASSED, EntryForm::passed),
                optional(form, EXPIRES, at -> Instant.ofEpochMilli(number(at).longValueExact())));
    }

    private static Passed passed(Value value) {
        Map<String, Value> form = fields(value);
        var sequence = new Sequence(
                text(require(form, STREAM)), new BigDecimal(text(require(form, NUMBER))).toBigIntegerExact());
        boolean isLocal = require(form, LOCAL) instanceof Value.Bool(boolean truth) && truth;
        return new Passed(
                sequence,
                version(require(form, VERSION)),
                isLocal,
                optional(form, LANDED, EntryForm::version),
                optional(form, DISCLAIMED, EntryForm::version));
    }

    private static Version version(Value value) {
        Map<String, Value> form = fields(value);
        return new Version(
                number(require(form, MILLIS)).longValueExact(),
                number(require(form, COUNTER)).intValueExact(),
                new RegionName(text(require(form, REGION))),
                new Value.Bool(true).equals(form.get(EXPIRED)));
    }

    private static Digest digest(Value value) {
        if (value instanceof Value.B(Bytes bits)) return new Digest(bits);
        throw new IllegalArgumentException("no digest: " + value);
    }

    private static Map<String, Value> fields(Value value) {
        if (value instanceof Value.M map) return map.entries();
        throw new IllegalArgumentException("no map: " + value);
    }

    private static BigDecimal number(Value value) {
        if (value instanceof Value.N(BigDecimal number) && number.precision() - number.scale() <= 19) return number;
        throw new IllegalArgumentException("no number: " + value);
    }

    private static String text(Value value) {
        if (value instanceof Value.S(String text)) return text;
        throw new IllegalArgumentException("no text: " + value);
    }

    private static Value require(Map<String, Value> form, String name) {
        Value value = form.get(name);
        if (value == null) throw new IllegalArgumentException("no " + name);
        return value;
    }

    private static <T> Optional<T> optional(Map<String, Value> form, String name, Function<Value, T> parse) {
        return Optional.ofNullable(form.get(name)).map(parse);
    }
}
