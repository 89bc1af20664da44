package dev.leeward.dynamodb;

import dev.leeward.item.Bytes;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values and items as the client of the SDK has them, and as we do. */
public final class Attributes {
    private Attributes() {}

    /** An item as the SDK has it; meant to be called within a call to a store, which then answers for what is wrong with it. */
    public static Item item(Map<String, AttributeValue> attributes) {
        return new Item(mapped(attributes));
    }

    /** All attributes of an item. */
    public static Map<String, AttributeValue> of(Item item) {
        return of(item.attributes());
    }

    /** The attributes that make the key of an item. */
    public static Map<String, AttributeValue> of(ItemKey key, KeyNames names) {
        var attributes = new TreeMap<String, AttributeValue>();
        attributes.put(names.partition(), of(key.partition()));
        if (key.sort().isPresent() != names.sort().isPresent()) {
            throw new IllegalArgumentException("a key with and without sort key: " + names);
        }
        key.sort().ifPresent(sort -> attributes.put(names.sort().orElseThrow(), of(sort)));
        return attributes;
    }

    /** A value as the SDK has it. */
    public static Value value(AttributeValue value) {
        return switch (value.type()) {
            case S -> new Value.S(value.s());
            case N -> new Value.N(new BigDecimal(value.n()));
            case B -> new Value.B(bytes(value.b()));
            case BOOL -> new Value.Bool(value.bool());
            case NUL -> new Value.Null();
            case L -> new Value.L(value.l().stream().map(Attributes::value).toList());
            case M -> new Value.M(mapped(value.m()));
            case SS -> new Value.Ss(new TreeSet<>(value.ss()));
            case NS -> new Value.Ns(sorted(value.ns(), BigDecimal::new));
            case BS -> new Value.Bs(sorted(value.bs(), Attributes::bytes));
            case UNKNOWN_TO_SDK_VERSION -> throw new UnknownShape("a value of unknown type");
        };
    }

    /** The same for the SDK. */
    public static AttributeValue of(Value value) {
        return switch (value) {
            case Value.S s -> AttributeValue.fromS(s.text());
            case Value.N n -> AttributeValue.fromN(n.number().toString());
            case Value.B b -> AttributeValue.fromB(sdkBytes(b.bytes()));
            case Value.Bool bool -> AttributeValue.fromBool(bool.truth());
            case Value.Null _ -> AttributeValue.fromNul(true);
            case Value.L l ->
                AttributeValue.fromL(l.elements().stream().map(Attributes::of).toList());
            case Value.M m -> AttributeValue.fromM(of(m.entries()));
            case Value.Ss set -> AttributeValue.fromSs(set.texts().stream().toList());
            case Value.Ns set ->
                AttributeValue.fromNs(
                        set.numbers().stream().map(BigDecimal::toString).toList());
            case Value.Bs set ->
                AttributeValue.fromBs(
                        set.elements().stream().map(Attributes::sdkBytes).toList());
        };
    }

    private static Map<String, AttributeValue> of(Map<String, Value> values) {
        var attributes = new TreeMap<String, AttributeValue>();
        values.forEach((name, value) -> attributes.put(name, of(value)));
        return attributes;
    }

    private static SortedMap<String, Value> mapped(Map<String, AttributeValue> attributes) {
        var values = new TreeMap<String, Value>();
        attributes.forEach((name, value) -> values.put(name, value(value)));
        return values;
    }

    private static <A, B extends Comparable<B>> SortedSet<B> sorted(Collection<A> elements, Function<A, B> mapping) {
        return elements.stream().map(mapping).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Bytes bytes(SdkBytes bytes) {
        return Bytes.of(bytes.asByteArrayUnsafe());
    }

    private static SdkBytes sdkBytes(Bytes bytes) {
        return SdkBytes.fromByteArrayUnsafe(bytes.toArray());
    }
}
