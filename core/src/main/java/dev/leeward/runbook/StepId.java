package dev.leeward.runbook;

/** Names one step within its run: {@code steer/linode-dns:www.example.com}, {@code notify}. */
public record StepId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
