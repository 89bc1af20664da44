package dev.leeward.control;

import dev.leeward.decision.Order;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RunKind;
import dev.leeward.fixture.Shop;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Orders that a person called kim gives about the shop. */
final class Orders {
    private Orders() {}

    static Order switchover() {
        return move(RunKind.SWITCHOVER);
    }

    static Order move(RunKind kind, Rule... force) {
        return new Order.Move(Shop.NAME, "kim", kind, Optional.empty(), Set.of(force), "because");
    }

    static Order pause(Duration length) {
        return new Order.Pause(Shop.NAME, "kim", length, "painting the walls");
    }

    static Order resume() {
        return new Order.Resume(Shop.NAME, "kim");
    }

    static Order approve() {
        return new Order.Approve(Shop.NAME, "kim");
    }
}
