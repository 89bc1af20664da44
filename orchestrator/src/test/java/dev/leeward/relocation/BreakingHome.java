package dev.leeward.relocation;

import dev.leeward.format.ChainEnds;
import dev.leeward.format.Lines;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A place whose process dies after so many of the steps that change it: what comes then is not done. */
record BreakingHome(JournalHome home, AtomicInteger left) implements JournalHome {
    /** The process died; nobody closes anything tidily but the operating system. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public String name() {
        return home.name();
    }

    @Override
    public KeptChain look() throws RelocationException {
        return home.look();
    }

    @Override
    public Custody take() throws RelocationException {
        return new Breaking(home.take(), left);
    }

    private record Breaking(Custody custody, AtomicInteger left) implements Custody {
        private void step() {
            if (left.getAndDecrement() <= 0) throw new Died();
        }

        @Override
        public KeptChain chain() throws RelocationException {
            return custody.chain();
        }

        @Override
        public void receive(String from) throws RelocationException {
            step();
            custody.receive(from);
        }

        @Override
        public void write(List<Lines.Line> lines) throws RelocationException {
            step();
            custody.write(lines);
        }

        @Override
        public void complete(ChainEnds ends, String snapshot) throws RelocationException {
            step();
            custody.complete(ends, snapshot);
        }

        @Override
        public void open() throws RelocationException {
            step();
            custody.open();
        }

        @Override
        public void lay(String of) throws RelocationException {
            step();
            custody.lay(of);
        }

        @Override
        public void retire(String to) throws RelocationException {
            step();
            custody.retire(to);
        }

        @Override
        public void close() {
            custody.close();
        }
    }
}
