package dev.leeward.api.body;

/** The configuration was read again and is in force. */
public record ReloadBody(boolean inForce, String sentence) {}
