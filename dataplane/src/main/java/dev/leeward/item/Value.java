package dev.leeward.item;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The value of an attribute, in DynamoDB's ten types and under its names for them. Equal values are what the store holds
 * equal: 1, 1.0 and 1E0 are one number, and a set has no order.
 */
public sealed interface Value {
    /** Text. */
    record S(String text) implements Value {}

    /** A number, kept in the one form without zeros at its end. */
    record N(BigDecimal number) implements Value {
        public N {
            number = plain(number);
        }

        /** A whole number. */
        public static N of(long number) {
            return new N(BigDecimal.valueOf(number));
        }
    }

    /** Bytes. */
    record B(Bytes bytes) implements Value {}

    /** True or false. */
    record Bool(boolean truth) implements Value {}

    /** An attribute that is there and has no value. */
    record Null() implements Value {}

    /** A list. */
    record L(List<Value> elements) implements Value {
        public L {
            elements = List.copyOf(elements);
        }
    }

    /** A map. */
    record M(SortedMap<String, Value> entries) implements Value {
        public M {
            entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        }

        /** A map of these entries. */
        public static M of(Map<String, Value> entries) {
            return new M(new TreeMap<>(entries));
        }
    }

    /** A set of texts. */
    record Ss(SortedSet<String> texts) implements Value {
        public Ss {
            texts = Collections.unmodifiableSortedSet(new TreeSet<>(texts));
        }
    }

    /** A set of numbers. */
    record Ns(SortedSet<BigDecimal> numbers) implements Value {
        public Ns {
            var plain = new TreeSet<BigDecimal>();
            for (BigDecimal number : numbers) plain.add(plain(number));
            numbers = Collections.unmodifiableSortedSet(plain);
        }
    }

    /** A set of bytes. */
    record Bs(SortedSet<Bytes> elements) implements Value {
        public Bs {
            elements = Collections.unmodifiableSortedSet(new TreeSet<>(elements));
        }
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
