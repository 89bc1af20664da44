package dev.leeward.simulator.play;

import dev.leeward.simulator.Simulation.Setting;

/**
 * A story that is played the same way each time.
 *
 * @param name what happens in it, as a sentence
 */
record Play(String name, Setting setting) {
    @Override
    public String toString() {
        return name;
    }
}
