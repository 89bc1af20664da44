package dev.leeward.simulator.forecast;

import java.util.ArrayList;
import java.util.List;

/** What something was over time; constant from change to change. Times are nanoseconds. */
final class Course<T> {
    /** Takes one stretch of time in which nothing changed. */
    interface Stretch<T> {
        void during(long from, long to, T value);
    }

    private final List<Long> times = new ArrayList<>();
    private final List<T> values = new ArrayList<>();

    /** It has been {@code first} ever before. */
    Course(T first) {
        times.add(Long.MIN_VALUE);
        values.add(first);
    }

    /** It is {@code value} from {@code at} on, which is not before any change so far. */
    void change(long at, T value) {
        if (values.getLast().equals(value)) return;
        times.add(at);
        values.add(value);
    }

    /** What it was at {@code moment}. */
    T at(long moment) {
        return values.get(index(moment));
    }

    /** When it changed next after {@code moment}; {@link Long#MAX_VALUE} if never. */
    long next(long moment) {
        int next = index(moment) + 1;
        return next < times.size() ? times.get(next) : Long.MAX_VALUE;
    }

    /** Each stretch within {@code from} and {@code to}. */
    void over(long from, long to, Stretch<T> stretch) {
        for (int i = index(from); i < times.size() && times.get(i) < to; i++) {
            long begin = Math.max(from, times.get(i));
            long end = Math.min(to, i + 1 < times.size() ? times.get(i + 1) : Long.MAX_VALUE);
            if (begin < end) stretch.during(begin, end, values.get(i));
        }
    }

    private int index(long moment) {
        int low = 0;
        int high = times.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (times.get(middle) <= moment) low = middle;
            else high = middle - 1;
        }
        return low;
    }
}
