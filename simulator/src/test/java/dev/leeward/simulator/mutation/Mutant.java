package dev.leeward.simulator.mutation;

import dev.leeward.decision.DecisionEngine;
import dev.leeward.simulator.check.Breach;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole program, loaded afresh from where its classes stand, with some methods cut. Nothing of it is shared with the
 * program that the tests run in, so any number of mutants live side by side.
 */
final class Mutant extends URLClassLoader {
    private final Map<String, byte[]> changed = new HashMap<>();

    /** The program without what {@code cuts} replace; throws where one of them is not there. */
    Mutant(List<Cut> cuts) {
        super(places(), ClassLoader.getPlatformClassLoader());
        for (var cut : cuts) {
            changed.put(cut.className(), cut.in(changed.getOrDefault(cut.className(), original(cut.className()))));
        }
    }

    /** The whole program, in which {@link Bites} hears of each of {@code guards} by its place in the list. */
    static Mutant watching(List<Guard> guards) {
        var mutant = new Mutant(List.of());
        for (int i = 0; i < guards.size(); i++) {
            for (var cut : guards.get(i).cuts()) mutant.watch(cut, i);
        }
        return mutant;
    }

    private void watch(Cut cut, int guard) {
        var name = cut.className();
        changed.put(name, cut.watched(changed.getOrDefault(name, original(name)), guard));
    }

    /** What core, simulator and their tests were loaded from: folders in a build, jars elsewhere. */
    private static URL[] places() {
        return new URL[] {place(DecisionEngine.class), place(Breach.class), place(Bites.class)};
    }

    private static URL place(Class<?> known) {
        return known.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        var bytes = changed.get(name);
        return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) {
        var file = name.replace('.', '/') + ".class";
        try (InputStream in = getResourceAsStream(file)) {
            if (in != null) return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        throw new IllegalStateException("there is no class " + name + ": was a guard moved? Mend the list of guards.");
    }
}
