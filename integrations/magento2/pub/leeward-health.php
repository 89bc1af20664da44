<?php

declare(strict_types=1);

// The health page of this host: copy it into Magento's pub/ folder, and add what the shop cannot work without.

$root = getenv('MAGENTO_ROOT') ?: dirname(__DIR__);
require_once (getenv('LEEWARD_MODULE') ?: "$root/app/code/Leeward/Region") . '/load.php';

Leeward\Region\HealthPage::of($root, getenv('LEEWARD_ENVIRONMENT') ?: '/etc/leeward/environment')
    ->disk($root . '/var', 200)
    ->serve();
