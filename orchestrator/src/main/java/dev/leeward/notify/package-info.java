/**
 * Telling people: notices made of journal entries, delivered to every channel at least once, without ever holding up what
 * they tell of.
 */
@NullMarked
package dev.leeward.notify;

import org.jspecify.annotations.NullMarked;
