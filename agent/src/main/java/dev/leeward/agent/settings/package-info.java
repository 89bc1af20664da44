/** The environment file: read strictly, replaced as a whole, proven, and taken back if it breaks the application. */
@NullMarked
package dev.leeward.agent.settings;

import org.jspecify.annotations.NullMarked;
