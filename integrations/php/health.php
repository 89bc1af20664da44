<?php

declare(strict_types=1);

// The health page of this host: copy it into the application's document root, beside or including Health.php, and add what the
// application cannot work without.

require __DIR__ . '/Health.php';

Leeward\Health::by(getenv('LEEWARD_ENVIRONMENT') ?: '/etc/leeward/environment')
    ->disk(sys_get_temp_dir(), 50)
    ->serve();
