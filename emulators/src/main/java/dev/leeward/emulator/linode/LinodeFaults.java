package dev.leeward.emulator.linode;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What goes wrong next, call by call. Thread-safe. */
public final class LinodeFaults {
    private static final int LONGEST_SILENCE_SECONDS = 60;

    private final Map<LinodeCall, Queue<LinodeFault>> next = new EnumMap<>(LinodeCall.class);
    private final Map<LinodeCall, LinodeFault> always = new EnumMap<>(LinodeCall.class);
    private CountDownLatch silence = new CountDownLatch(1);

    /** The next call of this kind that has no other fault before it goes wrong like this, once. */
    public synchronized void next(LinodeCall call, LinodeFault fault) {
        next.computeIfAbsent(call, any -> new ArrayDeque<>()).add(fault);
    }

    /** Every call of this kind goes wrong like this until {@link #clear}. */
    public synchronized void always(LinodeCall call, LinodeFault fault) {
        always.put(call, fault);
    }

    /** Every call of any kind goes wrong like this until {@link #clear}. */
    public synchronized void always(LinodeFault fault) {
        for (LinodeCall call : LinodeCall.values()) always.put(call, fault);
    }

    /** Nothing goes wrong any more; calls held in silence lose their connection. */
    public synchronized void clear() {
        next.clear();
        always.clear();
        silence.countDown();
        silence = new CountDownLatch(1);
    }

    synchronized Optional<LinodeFault> take(LinodeCall call) {
        Queue<LinodeFault> waiting = next.get(call);
        LinodeFault first = waiting == null ? null : waiting.poll();
        return Optional.ofNullable(first == null ? always.get(call) : first);
    }

    /** Returns after {@link #clear}, or when no client can still be waiting. */
    void keepSilence() {
        CountDownLatch until;
        synchronized (this) {
            until = silence;
        }
        try {
            if (!until.await(LONGEST_SILENCE_SECONDS, TimeUnit.SECONDS)) return;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
